using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;
using DiplomacyApi.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Throws the projections away and derives them anew from the journal, entry by entry, as they were written.</summary>
internal static class Rebuild
{
    private const int Chunk = 256;

    /// <summary>All in one transaction: until its commit, readers see what was there before.</summary>
    public static void Run(SqliteConnection connection, Head head, ILogger logger, CancellationToken ct)
    {
        StorageLog.Rebuilding(logger, head.Revision, RulesVersion.Current);
        using var rows = new RowWriter(connection);
        rows.Run("BEGIN IMMEDIATE");
        Projections.Recreate(connection);
        for (var last = 0L; ;)
        {
            var entries = Read(connection, last, ct);
            if (entries.Count == 0) break;
            var projector = new Projector(head.LogId, new Closure(connection, last), new Units(connection));
            foreach (var entry in entries)
            {
                projector.Take(entry, ct);
                foreach (var row in entry.Rows) row(rows);
            }
            last = entries[^1].Revision;
        }
        rows.Run("UPDATE log SET rules_version = ?1, projections = ?2", RulesVersion.Current, Projections.Hash);
        rows.Run("COMMIT");
    }

    private static List<Entry> Read(SqliteConnection connection, long after, CancellationToken ct)
    {
        const string sql =
            """
            SELECT j.revision, j.kind, j.record_time, j.recorder, p.bytes FROM journal j JOIN payload p ON p.revision = j.revision
            WHERE j.revision > @after ORDER BY j.revision LIMIT @chunk
            """;
        return [.. connection
            .Query<(long Revision, int Kind, long RecordTime, string Recorder, byte[] Bytes)>(
                new CommandDefinition(sql, new { after, chunk = Chunk }, cancellationToken: ct))
            .Select(row => new Entry
            {
                Revision = row.Revision,
                Kind = (JournalEntryKind)row.Kind,
                RecordTime = row.RecordTime,
                Recorder = row.Recorder,
                Message = Entry.Parse((JournalEntryKind)row.Kind, row.Bytes),
            })];
    }
}
