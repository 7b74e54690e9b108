using System.Security.Cryptography;

namespace DiplomacyApi.Client;

/// <summary>
/// Files that are written beside the one whose name they take when they are whole. Nobody knows their names beforehand, so that no link
/// can lie there that leads the writing elsewhere, and two at once do not meet.
/// </summary>
internal static class AtomicFile
{
    private const int NameBytes = 8;

    /// <summary>The name of a file that is not there yet.</summary>
    public static string Beside(string path) => $"{path}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(NameBytes))}.part";

    /// <summary>Creates a file that is not there; where it is private, for its owner alone.</summary>
    public static FileStream Create(string path, bool isPrivate)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (isPrivate && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Writes a text, whole or not at all.</summary>
    public static void Write(string path, string text, bool isPrivate)
    {
        var unfinished = Beside(path);
        try
        {
            using (var writer = new StreamWriter(Create(unfinished, isPrivate))) writer.Write(text);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
