namespace DiplomacyApi.Server.Access;

/// <summary>Files for the eyes of their owner. The one place of calls that only Unix has; on Windows the folder's rights are inherited.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Whether nobody but the owner may read or write it.</summary>
    public static bool IsPrivate(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~OwnerOnly) == 0;

    /// <summary>The file that links lead to, which need not be there; the path itself where it is no link.</summary>
    public static string TargetOf(string path) => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    /// <summary>Puts a whole file in the place of another: who reads it sees the old or the new, never a part.</summary>
    public static void Replace(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        var next = path + ".new";
        File.Delete(next);
        using (var file = new FileStream(next, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }
}
