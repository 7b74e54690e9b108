using System.Security.Cryptography;
using System.Text.RegularExpressions;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Sqlite.Backup;

/// <summary>
/// A file that is made beside another, for its owner alone, and goes when it is not needed any more. No other file has such a name; while
/// it is held, no other process takes it for one that was left.
/// </summary>
internal sealed partial class TemporaryFile : IDisposable
{
    private const string Suffix = ".copy-";

    // What lies beside a database that a server works on, or did.
    private static readonly string[] OfServers = ["-wal", "-shm", ".search", ".access.json"];

    private readonly FileStream _held;

    private TemporaryFile(string path, FileStream held) => (Path, _held) = (path, held);

    public string Path { get; }

    public static TemporaryFile Create(string beside)
    {
        var path = NameBeside(beside);
        var held = Copies.Hold(path);
        try
        {
            Copies.Create(path);
            return new TemporaryFile(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public static string NameBeside(string path) => $"{path}{Suffix}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    /// <summary>Deletes what processes that were killed left beside a file. Whatever else has a name of this beginning stays.</summary>
    public static void DeleteLeft(string beside)
    {
        var (folder, name) = (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(beside))!, System.IO.Path.GetFileName(beside));
        if (!Directory.Exists(folder)) return;
        var left = Directory.EnumerateFiles(folder, $"{name}{Suffix}*")
            .Select(file => Name().Match(file[(folder.TrimEnd(System.IO.Path.DirectorySeparatorChar).Length + 1 + name.Length)..]))
            .Where(match => match.Success).Select(match => System.IO.Path.Combine(folder, name + match.Groups[1].Value)).Distinct()
            .ToList();
        foreach (var path in left.Where(path => !IsOfServer(path)))
        {
            try
            {
                using var held = Copies.Hold(path);
                Copies.Delete(path);
            }
            catch (JournalException)
            {
                // Its maker is at work.
            }
        }
    }

    /// <summary>Whether what lies beside a file shows that a server works on it, or did.</summary>
    public static bool IsOfServer(string path) => OfServers.Any(suffix => File.Exists(path + suffix));

    public void Dispose()
    {
        Copies.Delete(Path);
        _held.Dispose();
    }

    [GeneratedRegex(@"^((?:\.copy-[0-9a-f]{16})+)(?:\.lock|-journal)?$")]
    private static partial Regex Name();
}
