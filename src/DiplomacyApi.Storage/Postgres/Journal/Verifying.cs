using System.Data;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Journal;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Journal;

/// <summary>Verifies a log in a database, which is only read.</summary>
internal static class Verifying
{
    /// <summary>Recomputes the chain up to a head; what has a flaw is the last.</summary>
    public static IEnumerable<Verified> Chain(PostgresDatabase database, Head head, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        foreach (var verified in Verification.Run(connection, head, Unreadable, ct)) yield return verified;
    }

    /// <summary>
    /// Derives the projections again in a temporary file of SQLite, and compares all rows. Null where nothing differs. The database has to
    /// do no more than to be read, and what is compared comes from writing rows of another kind; but until it ends, one and the same state
    /// is read, so that what is erased meanwhile is not cleared before.
    /// </summary>
    public static Flaw? Projections(PostgresDatabase database, WorkProgress? progress, CancellationToken ct)
    {
        UnicodeForms.Check();
        using var connection = database.OpenReader(out var backend);
        using var interrupt = ct.UnsafeRegister(_ => Task.Run(() => database.Cancel(backend)), null);
        try
        {
            using var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            if (!LogRow.Read(connection, database.Name).HasPresentProjections)
                return new(0, JournalFlawKind.Projections,
                    "The derived data was made by another build or other rules; `rebuild` makes it again.");
            using var made = ProjectionCheck.Derive(connection, progress, ct);
            return ProjectionCheck.Compare(connection, made, Damage, progress, ct);
        }
        catch (PostgresException) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (SqliteException full) when (full.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL)
        {
            throw new RefusedException(ErrorReason.StorageFull,
                "There is not enough space for a copy of the log in the folder for temporary files; make space, or name another folder (SQLITE_TMPDIR).");
        }
    }

    private static string? Unreadable(Exception fault) =>
        Damage(fault) is { } damage ? $"It cannot be read ({damage.TrimEnd('.')}); restore a backup." : null;

    /// <summary>What a fault says of rows that cannot be read; null where it is another fault.</summary>
    private static string? Damage(Exception fault) => fault is PostgresException
    {
        SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.UndefinedFile
            or PostgresErrorCodes.InternalError or PostgresErrorCodes.IoError,
    } told ? told.MessageText : null;
}
