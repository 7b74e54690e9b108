using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Sqlite.Journal;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Backup;

/// <summary>Copies a journal's file while writing goes on.</summary>
public static class Backups
{
    /// <summary>
    /// Makes a copy at <paramref name="to"/>, which must not exist. Any process may do so at any time: it reads one state of the database,
    /// and changes nothing. The copy says of itself that it is one, so that no server goes on with it under the log's id.
    /// </summary>
    /// <exception cref="JournalException">There is no journal, it is being moved here, or there is a file in the way.</exception>
    public static BackupFile Make(string from, string to, CancellationToken ct)
    {
        using var held = Copies.Hold(to);
        TemporaryFile.DeleteLeft(to);
        if (File.Exists(to)) throw new JournalException($"There is a file {to} already; name another.");
        FoundLog.CheckNone(to);
        using var part = TemporaryFile.Create(to);
        return FileFaults.Explained($"{from} cannot be copied to {to}", () =>
        {
            CopyTo(from, part.Path, ct);
            var head = MarkAsBackup(part.Path, from);
            File.Move(part.Path, to);
            return new BackupFile(to, head, new FileInfo(to).Length);
        });
    }

    /// <summary>One state of a database, put into an empty file.</summary>
    internal static void CopyTo(string from, string to, CancellationToken ct)
    {
        using var source = Copies.OpenRead(from);
        Copies.CheckSchema(source, from);
        using var interrupt = ct.Register(static handle => SQLitePCL.raw.sqlite3_interrupt((SQLitePCL.sqlite3)handle!), source.Handle);
        try
        {
            Connections.VacuumInto(source, to, ct);
        }
        catch (SqliteException full) when (full.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL)
        {
            throw new RefusedException(ErrorReason.StorageFull,
                $"There is not enough space for a copy of {from} beside {to}, and nothing was copied; make space, or name a file on another disk.");
        }
        catch (SqliteException) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
    }

    private static Head MarkAsBackup(string path, string from)
    {
        using (var copy = Copies.Open(path))
        {
            var log = LogRow.Read(copy, from);
            if (log.State == LogState.Importing)
                throw new JournalException(
                    $"Log {log.LogId} is being moved to {from} and is not complete yet; wait, or copy it from where it was.");
            LogRow.SetState(copy, LogState.Backup);
            var head = LastEntry.Head(copy, log.LogId);
            copy.Close();
            Copies.Sync(path);
            return head;
        }
    }
}
