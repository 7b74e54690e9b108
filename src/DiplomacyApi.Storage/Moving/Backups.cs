using DiplomacyApi.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Moving;

/// <summary>A copy of a journal's file as it was at one revision.</summary>
public sealed record BackupFile(string Path, Head Head, long SizeBytes);

/// <summary>Copies a journal's file while writing goes on.</summary>
public static class Backups
{
    /// <summary>
    /// Makes a copy at <paramref name="to"/>, which must not exist. Any process may do so at any time: it reads one state of the database, and
    /// changes nothing. The copy says of itself that it is one, so that no server goes on with it under the log's id.
    /// </summary>
    /// <exception cref="JournalException">There is no journal, it is being moved here, or there is a file in the way.</exception>
    public static BackupFile Make(string from, string to, CancellationToken ct)
    {
        using var held = Copies.Hold(to);
        if (File.Exists(to)) throw new JournalException($"There is a file {to}; name another.");
        var part = to + ".part";
        try
        {
            // One that was cut off is of nobody, as its maker would hold the place.
            Copies.Delete(part);
            CopyTo(from, part, ct);
            var head = Mark(part, from);
            File.Move(part, to);
            return new BackupFile(to, head, new FileInfo(to).Length);
        }
        finally
        {
            Copies.Delete(part);
        }
    }

    /// <summary>One state of a database as a file of its own, for its owner alone, on the disk.</summary>
    internal static void CopyTo(string from, string to, CancellationToken ct)
    {
        Copies.Create(to);
        using var source = Copies.OpenRead(from);
        Copies.CheckSchema(source, from);
        using var interrupt = ct.Register(static handle => SQLitePCL.raw.sqlite3_interrupt((SQLitePCL.sqlite3)handle!), source.Handle);
        try
        {
            Connections.VacuumInto(source, to, ct);
        }
        catch (SqliteException failed)
        {
            ct.ThrowIfCancellationRequested();
            throw Writing.Outcomes.Of(failed, isCommitting: false) is Domain.Recording.RefusedException full ? full
                : new JournalException($"{from} cannot be copied: {failed.Message}", failed);
        }
    }

    private static Head Mark(string path, string from)
    {
        using (var copy = Copies.Open(path))
        {
            var log = LogRow.Read(copy, from);
            if (log.State == LogState.Importing) throw new JournalException($"Log {log.LogId} is being moved to {from} and not whole yet; wait, or copy it where it was.");
            LogRow.SetState(copy, LogState.Backup);
            var head = LogRow.Head(copy, log.LogId);
            copy.Close();
            Copies.Sync(path);
            return head;
        }
    }
}
