using System.Text.Json;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Sqlite.Schema;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>Deletes projections and derives them again from the journal, entry by entry, as they were written.</summary>
internal static class Rebuild
{
    private const int Chunk = 256;

    private const string Entries =
        "SELECT j.revision, j.kind, j.record_time, j.recorder, p.bytes FROM journal j JOIN payload p ON p.revision = j.revision";

    /// <summary>All in one transaction: until its commit, readers see what was there before.</summary>
    public static void Run(SqliteConnection connection, Head head, WorkProgress? progress, ILogger logger, CancellationToken ct)
    {
        StorageLog.Rebuilding(logger, head.Revision, RulesVersion.Current);
        using var rows = new WriteConnection(connection);
        rows.Run("BEGIN IMMEDIATE");
        Projections.Recreate(connection);
        using (progress?.Begin("Rebuilding", "revision", head.Revision))
            Replay(connection, rows, head, progress, $"{Entries} WHERE j.revision > @after ORDER BY j.revision LIMIT @chunk", "", ct);
        rows.Run("UPDATE log SET rules_version = ?1, projections = ?2", RulesVersion.Current, Projections.Hash);
        rows.Run("COMMIT");
    }

    /// <summary>
    /// Derives again what is connected, within the caller's transaction. The names must be all that are connected with each other: then
    /// nothing of the rest follows from them, nor they from the rest.
    /// </summary>
    public static void Connected(SqliteConnection connection, WriteConnection rows, Head head, IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var all = JsonSerializer.Serialize(names);
        const string recorded =
            """
            SELECT revision FROM statements WHERE name IN (SELECT value FROM json_each(@all))
            UNION SELECT revision FROM corrections WHERE statement IN (SELECT value FROM json_each(@all))
            UNION SELECT revision FROM attachments WHERE statement IN (SELECT value FROM json_each(@all))
            UNION SELECT revision FROM erasures WHERE statement IN (SELECT value FROM json_each(@all))
            """;
        var revisions = connection.Query<long>(new CommandDefinition(recorded, new { all }, cancellationToken: ct)).ToHashSet();
        revisions.Add(head.Revision);
        var which = JsonSerializer.Serialize(revisions);
        foreach (var (table, column) in new[] { ("statements", "name"), ("corrections", "statement"), ("attachments", "statement"), ("erasures", "statement"), ("refs", "subject"), ("makers", "made") })
            rows.Run($"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?1))", all);
        rows.Run("DELETE FROM segments WHERE kind IN (1, 2, 3, 4, 5) AND subject IN (SELECT value FROM json_each(?1))", all);
        rows.Run("DELETE FROM changes WHERE revision IN (SELECT value FROM json_each(?1))", which);
        Replay(connection, rows, head, progress: null, $"{Entries} WHERE j.revision > @after AND j.revision IN (SELECT value FROM json_each(@which)) ORDER BY j.revision LIMIT @chunk", which, ct);
    }

    private static void Replay(SqliteConnection connection, WriteConnection rows, Head head, WorkProgress? progress, string sql, string which, CancellationToken ct)
    {
        var projector = new Projector(head.LogId, rows, revision: 0);
        for (var last = 0L; ;)
        {
            var entries = Read(connection, sql, which, last, ct);
            if (entries.Count == 0) break;
            projector = projector.IsFull ? new Projector(head.LogId, rows, last) : projector.At(last);
            foreach (var entry in entries)
            {
                projector.Take(entry, ct);
                rows.Project(entry);
                progress?.Reach(entry.Revision);
            }
            last = entries[^1].Revision;
        }
    }

    private static List<Entry> Read(SqliteConnection connection, string sql, string which, long after, CancellationToken ct) => [.. connection
        .Query<(long Revision, int Kind, long RecordTime, string Recorder, byte[] Bytes)>(
            new CommandDefinition(sql, new { after, which, chunk = Chunk }, cancellationToken: ct))
        .Select(row => new Entry
        {
            Revision = row.Revision,
            Kind = (JournalEntryKind)row.Kind,
            RecordTime = row.RecordTime,
            Recorder = row.Recorder,
            Message = EntryMessages.Parse((JournalEntryKind)row.Kind, row.Bytes),
        })];
}
