using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Backup;
using DiplomacyApi.Storage.Sqlite.Files;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Journal;

/// <summary>Verifies a journal's file, whether a server holds it or not: it is only read.</summary>
public static class Verifying
{
    /// <summary>The head of the log in a file.</summary>
    /// <exception cref="JournalException">It is no journal, or of another schema.</exception>
    public static Head HeadOf(string path) => FileFaults.Explained($"{path} cannot be verified", () =>
    {
        using var connection = Copies.OpenRead(path);
        Copies.CheckSchema(connection, path);
        return LastEntry.Head(connection, LogRow.Read(connection, path).LogId);
    });

    /// <summary>Recomputes the chain up to a head; what has a flaw is the last.</summary>
    public static IEnumerable<Verified> Chain(string path, Head head, CancellationToken ct)
    {
        using var connection = Copies.OpenRead(path);
        foreach (var verified in Verification.Run(connection, head, Unreadable, ct)) yield return verified;
    }

    /// <summary>Derives the projections again in copies beside the file, and compares them. Null where nothing differs.</summary>
    public static Flaw? Projections(string path, WorkProgress? progress, CancellationToken ct) =>
        FileFaults.Explained($"What is derived in {path} cannot be verified", () => ProjectionCheck.Run(path, progress, ct));

    /// <summary>The same steps of a verification, followed.</summary>
    public static IEnumerable<Verified> Followed(this IEnumerable<Verified> steps, WorkProgress? progress, Head head)
    {
        using var verifying = progress?.Begin("Verifying", "revision", head.Revision);
        foreach (var step in steps)
        {
            progress?.Reach(step.Revision);
            yield return step;
        }
    }

    /// <summary>What a fault says of an entry that cannot be read; null where it is another fault.</summary>
    internal static string? Unreadable(Exception fault) => fault switch
    {
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_INTERRUPT } => null,
        SqliteException failed => $"It cannot be read: {FileFaults.Explain(failed)}",
        _ when FileFaults.IsOfContent(fault) => $"It cannot be read ({fault.Message.TrimEnd('.')}); restore a backup.",
        _ => null,
    };
}
