using System.Data.Common;
using System.Text.Json;
using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Deletes projections and derives them again from the journal, entry by entry, as they were written.</summary>
internal static class Rebuild
{
    /// <summary>Entries that are read, and whose subjects are looked up, at once.</summary>
    public const int Chunk = 256;

    private const string Entries =
        "SELECT j.revision, j.kind, j.record_time, j.recorder, p.bytes FROM journal j JOIN payload p ON p.revision = j.revision";

    /// <summary>Within the caller's transaction: until its commit, readers see what was there before.</summary>
    public static void All(WriteTransaction transaction, Head head, WorkProgress? progress, CancellationToken ct)
    {
        transaction.RecreateProjections();
        using (progress?.Begin("Rebuilding", "revision", head.Revision))
            Replay(transaction, head, progress, $"{Entries} WHERE j.revision > @after ORDER BY j.revision LIMIT @chunk", "", ct);
        transaction.Execute("UPDATE log SET rules_version = ?1, projections = ?2", RulesVersion.Current, transaction.ProjectionsHash);
    }

    /// <summary>
    /// Derives again what is connected, within the caller's transaction. The names must be all that are connected with each other: then
    /// nothing of the rest follows from them, nor they from the rest.
    /// </summary>
    public static void Connected(WriteTransaction transaction, Head head, IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var all = JsonSerializer.Serialize(names);
        const string recorded =
            """
            SELECT revision FROM statements WHERE name IN (SELECT value FROM json_each(@all))
            UNION SELECT revision FROM corrections WHERE statement IN (SELECT value FROM json_each(@all))
            UNION SELECT revision FROM attachments WHERE statement IN (SELECT value FROM json_each(@all))
            UNION SELECT revision FROM erasures WHERE statement IN (SELECT value FROM json_each(@all))
            """;
        var revisions = transaction.Connection.Query<long>(new CommandDefinition(recorded, new { all }, cancellationToken: ct)).ToHashSet();
        revisions.Add(head.Revision);
        var which = JsonSerializer.Serialize(revisions);
        foreach (var (table, column) in new[]
        {
            ("statements", "name"),
            ("corrections", "statement"),
            ("attachments", "statement"),
            ("erasures", "statement"),
            ("refs", "subject"),
            ("makers", "made"),
        })
            transaction.Execute($"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?1))", all);
        transaction.Execute("DELETE FROM segments WHERE kind IN (1, 2, 3, 4, 5) AND subject IN (SELECT value FROM json_each(?1))", all);
        transaction.Execute("DELETE FROM moved WHERE revision IN (SELECT CAST(value AS BIGINT) FROM json_each(?1))", which);
        transaction.Execute("DELETE FROM changes WHERE revision IN (SELECT CAST(value AS BIGINT) FROM json_each(?1))", which);
        Replay(transaction, head, progress: null,
            $"{Entries} WHERE j.revision > @after AND j.revision IN (SELECT CAST(value AS BIGINT) FROM json_each(@which)) ORDER BY j.revision LIMIT @chunk",
            which, ct);
    }

    private static void Replay(
        WriteTransaction transaction, Head head, WorkProgress? progress, string sql, string which, CancellationToken ct)
    {
        var projector = new Projector(head.LogId, transaction, revision: 0);
        using var behind = transaction.CanWriteBesideReads ? new RowsBehind(transaction.Project) : null;
        for (var last = 0L; Read(transaction.Connection, sql, which, last, ct) is { Count: > 0 } entries; last = entries[^1].Revision)
        {
            // What the next entries bear on is read as it stands after those before them.
            behind?.Flush();
            if (projector.IsFull) projector = new Projector(head.LogId, transaction, last);
            else projector.MoveTo(last);
            projector.LoadFor(entries, ct);
            foreach (var entry in entries)
            {
                projector.Take(entry, ct);
                if (behind is not null) behind.Add(entry);
                else transaction.Project(entry);
                progress?.Reach(entry.Revision);
            }
        }
        behind?.Flush();
    }

    private static List<Entry> Read(DbConnection connection, string sql, string which, long after, CancellationToken ct) => [.. connection
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
