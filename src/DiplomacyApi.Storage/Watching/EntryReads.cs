using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Writing;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Storage.Watching;

/// <summary>Reads the log forwards: what each entry did to a statement, or to the status of obligations.</summary>
internal static class EntryReads
{
    /// <summary>Entries that one read takes at most.</summary>
    private const int EntriesMax = 256;

    // Every entry about a statement opens one version of it, and closes the one before.
    private const string StatementEntries =
        """
        WITH e AS (
          SELECT j.revision, j.kind, j.record_time, p.bytes,
            CASE j.kind WHEN 5 THEN (SELECT c.statement FROM corrections c WHERE c.name = j.id) ELSE j.id END AS statement
          FROM journal j JOIN payload p ON p.revision = j.revision
          WHERE j.revision > ?1 AND j.revision <= ?2 AND j.kind IN (4, 5, 6, 7) ORDER BY j.revision LIMIT ?3)
        SELECT coalesce(s.replaced, sp.bytes), s.overlay, coalesce(b.replaced, sp.bytes), b.overlay, b.name,
          e.revision, e.kind, e.record_time, e.bytes, s.rev_from, s.revision
        FROM e
        JOIN statements s ON s.name = e.statement AND s.rev_from = e.revision
        JOIN payload sp ON sp.revision = s.revision
        LEFT JOIN statements b ON b.name = e.statement AND b.rev_until = e.revision
        ORDER BY e.revision
        """;

    public static Watched<StatementEntry> Statements(Readers readers, Head head, long after) =>
        ReadAccess.Read(readers, lease => Statements(lease, head, after), CancellationToken.None);

    private static Watched<StatementEntry> Statements(Lease lease, Head head, long after)
    {
        var items = new List<StatementEntry>();
        long bytes = 0;
        using var rows = lease.Prepared(StatementEntries).Run(after, head.Revision, EntriesMax);
        while (rows.Read())
        {
            if (bytes >= Limits.StreamMessageBytesMax) return new(items, items[^1].Revision);
            items.Add(Entry(rows, head.LogId, out var length));
            bytes += length;
        }
        return new(items, items.Count < EntriesMax ? head.Revision : items[^1].Revision);
    }

    public static Watched<StatusChange> Changes(Readers readers, Head head, long after) =>
        ReadAccess.Read(readers, lease => Changes(lease, head, after), CancellationToken.None);

    private static Watched<StatusChange> Changes(Lease lease, Head head, long after)
    {
        const string sql = "SELECT revision, bytes FROM changes WHERE revision > @after AND revision <= @head ORDER BY revision LIMIT @take";
        var items = new List<StatusChange>();
        var (count, bytes, last) = (0, 0L, after);
        foreach (var (revision, changes) in lease.Connection.Query<(long, byte[])>(
            new CommandDefinition(sql, new { after, head = head.Revision, take = EntriesMax }, flags: CommandFlags.None)))
        {
            if (bytes >= Limits.StreamMessageBytesMax) return new(items, last);
            items.AddRange(EntryChanges.Read(changes, head.LogId));
            (count, bytes, last) = (count + 1, bytes + changes.Length, revision);
        }
        return new(items, count < EntriesMax ? head.Revision : last);
    }

    /// <summary>
    /// The statements as they are to be searched: each version with its place, those after a revision; without words where it was erased
    /// there.
    /// </summary>
    public static (List<(long Revision, long RevFrom, Statement? Statement)> Versions,
        long Through) Versions(Func<string, PreparedQuery> prepared, Head head, long after)
    {
        var versions = new List<(long, long, Statement?)>();
        using var rows = prepared(StatementEntries).Run(after, head.Revision, EntriesMax);
        while (rows.Read())
            versions.Add((rows.Number(10), rows.Number(9),
                (JournalEntryKind)rows.Number(6) == JournalEntryKind.StatementErased ? null : Statement.Parser.ParseFrom(Served(rows, 0))));
        return (versions, versions.Count < EntriesMax ? head.Revision : versions[^1].Item2);
    }

    private static StatementEntry Entry(Rows rows, string logId, out int length)
    {
        var kind = (JournalEntryKind)rows.Number(6);
        var before = rows.IsNull(4) ? null : Served(rows, 2);
        // What is told of an entry may be much larger than the entry: a report is told with its statement.
        length = rows.Blob(8).Length + rows.Blob(0).Length + rows.Blob(1).Length + (before?.Length ?? 0);
        var told = new StatementEvent
        {
            Kind = kind switch
            {
                JournalEntryKind.Statement => StatementEventKind.Recorded,
                JournalEntryKind.Correction => StatementEventKind.Corrected,
                JournalEntryKind.StatementErased => StatementEventKind.Erased,
                _ => StatementEventKind.Reported,
            },
            Correction = kind == JournalEntryKind.Correction ? Correction.Parser.ParseFrom(rows.Blob(8)) : null,
            LogPosition = new LogPosition { LogId = logId, Revision = rows.Number(5) },
            RecordTime = Timestamp.FromDateTimeOffset(Times.Time(rows.Number(7))),
        };
        return new StatementEntry(told, rows.Blob(0), rows.Blob(1), before);
    }

    /// <summary>The frozen bytes, and after them what was derived about the statement: two messages one after the other merge.</summary>
    private static byte[] Served(Rows rows, int column) => [.. rows.Blob(column), .. rows.Blob(column + 1)];
}
