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

    /// <summary>Creates a file that is not there, which only its owner can read and write.</summary>
    public static FileStream CreatePrivate(string path)
    {
        var options = NewFile();
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Writes a text, whole or not at all, to a file with the permissions that new files have.</summary>
    public static void Write(string path, string text) => Write(path, text, unfinished => new FileStream(unfinished, NewFile()));

    /// <summary>Writes a text, whole or not at all, to a file that only its owner can read and write.</summary>
    public static void WritePrivate(string path, string text) => Write(path, text, CreatePrivate);

    private static FileStreamOptions NewFile() => new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };

    private static void Write(string path, string text, Func<string, FileStream> create)
    {
        var unfinished = Beside(path);
        try
        {
            using (var writer = new StreamWriter(create(unfinished))) writer.Write(text);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
