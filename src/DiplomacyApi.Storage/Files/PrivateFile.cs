namespace DiplomacyApi.Storage.Files;

/// <summary>Files for the eyes of their owner. On Windows the rights of their folder count.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Owner = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Opens a file. One that is made is its owner's alone.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share, FileOptions how = FileOptions.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, Options = how, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <summary>Makes a folder, with those above it, that only its owner can enter. One that is there stays as it is.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Owner);
    }

    /// <summary>Takes the rights to a file from all but its owner. Null: there was none to take; else whether that could be done.</summary>
    public static bool? Tighten(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path) || (File.GetUnixFileMode(path) & ~Owner) == 0) return null;
        try
        {
            File.SetUnixFileMode(path, OwnerOnly);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Why a file with a secret is not safe from others; null where it is. It must be of this user and for nobody else; or of root, whose
    /// group may read it, as secrets are mounted into containers.
    /// </summary>
    public static string? ProblemOf(string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        var owner = LinuxFiles.StatusOf(path)?.Owner;
        if (owner is { } other && other != 0 && other != LinuxFiles.User)
            return $"{path} belongs to another user (number {other}), who can change it; give it to the user that the server runs as (chown).";
        var allowed = owner == 0 ? Owner | UnixFileMode.GroupRead : Owner;
        return (File.GetUnixFileMode(path) & ~allowed) == 0
            ? null
            : $"{path} is accessible to users other than its owner; remove their rights (chmod 600).";
    }

    /// <summary>Puts a whole file in the place of another: who reads it sees the old or the new, never a part.</summary>
    public static void Replace(string path, byte[] content)
    {
        var next = path + ".new";
        File.Delete(next);
        using (var file = Open(next, FileMode.CreateNew, FileShare.None))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }
}
