using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Storage.Files;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Sqlite.Journal;
using DiplomacyApi.Storage.Sqlite.Schema;
using DiplomacyApi.Storage.Sqlite.Writing;
using DiplomacyApi.Storage.Writing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Storage.Sqlite.Backup;

/// <summary>What a restore made: the head of the log under its new id, and the head of the copy under the old one.</summary>
/// <param name="Head">The log as it is now.</param>
/// <param name="Parent">The log as the copy had it.</param>
/// <param name="Repaired">What was derived in the copy and was not what its entries make; it was derived again. Null: nothing.</param>
public sealed record Restored(Head Head, Head Parent, Flaw? Repaired);

/// <summary>Makes a journal of a copy. The copy is only read.</summary>
public static class Restores
{
    /// <summary>
    /// Verifies the copy (its pages, its chain, and what is derived), and opens an epoch in a new file: the log goes on under another id,
    /// so that nobody takes it for that which went on after the copy was made. The file appears at its place whole or not at all.
    /// </summary>
    /// <exception cref="JournalException">The copy is damaged, or there is a file at the new place.</exception>
    public static Restored Run(string from, string to, string recorder, TimeProvider time, CancellationToken ct) =>
        Run(from, to, recorder, derives: true, progress: null, time, ct);

    /// <summary>
    /// The same, followed. Where nothing is derived, the first start derives it, and what was derived in the copy is not looked at.
    /// </summary>
    public static Restored Run(
        string from, string to, string recorder, bool derives, WorkProgress? progress, TimeProvider time, CancellationToken ct)
    {
        to = JournalPath.Resolve(to);
        using var held = SqliteFile.Hold(to);
        if (File.Exists(to)) throw new JournalException($"There is a file {to} already; name another, since a restore overwrites nothing.");
        FoundLog.CheckNone(to);
        var part = Part(to);
        if (TemporaryFile.IsOfServer(part))
            throw new JournalException($"{part} is in the way, and a server has worked on it; move it away, or restore to another file.");
        Copies.Delete(part);
        try
        {
            Copies.Create(part);
            var restored = FileFaults.Explained($"{from} cannot be restored to {to}",
                () => Fill(part, from, recorder, derives, progress, time, ct));
            Copies.Sync(part);
            File.Move(part, to);
            return restored;
        }
        finally
        {
            Copies.Delete(part);
        }
    }

    /// <summary>
    /// What a restore that was cut off left: where it got to the end it is deleted, where it did not, nobody is to take the place for an
    /// empty one.
    /// </summary>
    internal static void CheckEnded(string to)
    {
        var part = Part(to);
        if (!File.Exists(to) && File.Exists(part))
            throw new JournalException($"A restore to {to} was interrupted; run it again, or delete {part} to begin with an empty log.");
        if (!TemporaryFile.IsOfServer(part)) Copies.Delete(part);
    }

    private static string Part(string to) => $"{to}.restoring";

    private static void CheckPages(SqliteConnection copy, string from, CancellationToken ct)
    {
        try
        {
            if (copy.Query<string>(new CommandDefinition("PRAGMA integrity_check(1)", cancellationToken: ct))
                    .First() is not "ok" and var problem)
                throw new JournalException($"{from} is damaged ({problem.ReplaceLineEndings(" ")}); take another copy.");
        }
        catch (SqliteException damaged)
        {
            throw new JournalException($"{from} is damaged ({damaged.Message}); take another copy.", damaged);
        }
    }

    private static Restored Fill(
        string part, string from, string recorder, bool derives, WorkProgress? progress, TimeProvider time, CancellationToken ct)
    {
        using var copy = Copies.OpenRead(from);
        // All is read of one state of it.
        using var reading = copy.BeginTransaction(deferred: true);
        var schema = Migrations.Check(copy, from);
        if (schema == 0) throw new JournalException($"{from} is empty; name a copy that `backup` made.");
        CheckPages(copy, from, ct);
        // Of an older schema, whose rows are read all the same, nothing that was derived is looked at.
        var present = schema == Migrations.Newest ? LogRow.Read(copy, from) : null;
        if (present?.State == LogState.Importing)
            throw new JournalException($"{from} was copied while log {present.LogId} was being moved there; take another copy.");
        using var connection = Copies.Open(part);
        // It is brought to the disk as a whole, and what is cut off begins again.
        connection.Execute(new CommandDefinition("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF"));
        CopiedRows.Copy(copy, schema, connection, progress, ct);
        var parent = LastEntry.Head(connection, LogRow.Read(connection, from).LogId);
        if (Verification.Run(connection, parent, Verifying.Unreadable, ct).Followed(progress, parent).Last().Flaw is { } flaw)
            throw new JournalException($"{from} is incomplete: revision {flaw.Revision}: {flaw.Message} Take another copy.");

        if (derives) FileRebuild.Run(connection, parent, progress, NullLogger.Instance, ct);
        var repaired = derives && present?.HasPresentProjections == true
            ? ProjectionCheck.Compare(copy, connection, ProjectionCheck.Unreadable, progress, ct)
            : null;
        return new Restored(OpenEpoch(connection, parent, recorder, time), parent, repaired);
    }

    private static Head OpenEpoch(SqliteConnection connection, Head parent, string recorder, TimeProvider time)
    {
        var logId = LogRow.NewId();
        var now = Times.Recorded(time, parent);
        var epoch = new Epoch
        {
            LogId = logId,
            ParentLogId = parent.LogId,
            ParentRevision = parent.Revision,
            ParentHash = ByteString.CopyFrom(parent.Hash),
            Revision = parent.Revision + 1,
            RecordTime = Timestamp.FromDateTimeOffset(now),
            Recorder = recorder,
        };
        var entry = new Entry
        {
            Revision = epoch.Revision,
            Kind = JournalEntryKind.EpochOpened,
            RecordTime = Times.Of(now),
            Recorder = recorder,
            Message = epoch,
        };
        using var rows = new WriteConnection(connection);
        rows.Run("BEGIN IMMEDIATE");
        // Nothing follows from it, and the tables for what does may not be there yet.
        var added = SealedEntry.After(parent with { LogId = logId }, entry);
        rows.Write(added);
        rows.Execute("INSERT INTO epochs (first_revision, log_id) VALUES (?1, ?2)", epoch.Revision, logId);
        rows.Execute("UPDATE log SET log_id = ?1, state = ?2", logId, (int)LogState.Open);
        rows.Run("COMMIT");
        return added.Head(logId);
    }
}
