using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Files;

/// <summary>
/// The file that a name of a journal leads to. What lies beside it (write-ahead log, words, lock, credentials) is named after that file, so
/// that a link to a journal finds what its own name finds.
/// </summary>
public static class JournalPath
{
    /// <summary>The full path of the file, symbolic links followed to the end.</summary>
    /// <exception cref="JournalException">The file has another name as well.</exception>
    public static string Resolve(string path) => ProblemOf(path) is { } problem ? throw new JournalException(problem) : TargetOf(path);

    /// <summary>Why a name cannot be that of a journal; null where it can.</summary>
    public static string? ProblemOf(string path)
    {
        path = TargetOf(path);
        return LinuxFiles.StatusOf(path) is { Links: > 1 } status && !Directory.Exists(path)
            ? $"{path} has {status.Links} names (hard links), but the other files of a journal lie beside one of them; remove the others (find FOLDER -samefile {path})."
            : null;
    }

    /// <summary>The file that links lead to, which need not be there; the path itself where it is no link.</summary>
    public static string TargetOf(string path)
    {
        path = Path.GetFullPath(path);
        return new FileInfo(path) is { LinkTarget: not null } link
            ? Path.GetFullPath(link.ResolveLinkTarget(returnFinalTarget: true)!.FullName)
            : path;
    }
}
