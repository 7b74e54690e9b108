using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Entries;

/// <summary>The journal's entries.</summary>
public sealed class EntryQueries
{
    /// <summary>Entries that one read takes at most.</summary>
    private const int EntriesMax = 256;

    private readonly ReadAccess _reads;
    private readonly ReadPoints _points;
    private readonly Func<Head> _head;
    private readonly Func<Epochs> _epochs;

    internal EntryQueries(ReadAccess reads, ReadPoints points, Func<Head> head, Func<Epochs> epochs) =>
        (_reads, _points, _head, _epochs) = (reads, points, head, epochs);

    /// <summary>One entry byte for byte; null where there is none at the revision by K.</summary>
    public JournalEntry? Entry(long revision, ReadPoint point, CancellationToken ct) => revision > point.Revision
        ? null
        : _reads.Read(lease =>
        lease.Connection.QuerySingleOrDefault<EntryRow>(new CommandDefinition(
            $"SELECT {EntryRow.Columns} FROM journal j LEFT JOIN payload p ON p.revision = j.revision WHERE j.revision = @revision",
            new { revision }, cancellationToken: ct))?.Whole(),
            ct);

    /// <summary>The entries meant without their bytes, the last recorded first.</summary>
    public Page<JournalEntry> Entries(JournalEntryFilter? filter, ReadPoint point, int size, string? key, CancellationToken ct)
    {
        var sql = new SqlText();
        sql.And($"j.revision <= {sql.Value(point.Revision)}");
        if (key is not null) sql.And($"j.revision < {sql.Value(Revisions.OfKey(key))}");
        if (filter is not null) Where(sql, filter);
        // What is not told is not read.
        var text =
            $"""
            SELECT j.revision, j.kind, j.id, j.record_time, j.recorder, j.request_id, j.commitment, j.hash, p.erased_revision
            FROM journal j LEFT JOIN payload p ON p.revision = j.revision WHERE {sql.Conditions} ORDER BY j.revision DESC LIMIT {sql.Value(size + 1)}
            """;
        var entries = _reads.Read(lease =>
        {
            var found = new List<JournalEntry>();
            using var rows = lease.Prepared(text).Run(sql.Values);
            while (rows.Read())
                found.Add(new EntryRow(
                    rows.Number(0), rows.Number(1), rows.Text(2), rows.Number(3), rows.Text(4), rows.IsNull(5) ? null : rows.Text(5),
                    rows.Blob(6).ToArray(), rows.Blob(7).ToArray(), null, null, null, rows.IsNull(8) ? null : rows.Number(8)).Bare());
            return found;
        }, ct);
        return Pages.Cut(entries, size, entry => entry.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The journal's entries after a revision, byte for byte, about as many as fit into some bytes.</summary>
    public IReadOnlyList<JournalEntry> Entries(long after, long upTo, long bytesMax, CancellationToken ct) =>
        _reads.Read(lease => Entries(lease, after, upTo, bytesMax, ct), ct);

    /// <summary>The hash of the entry at a revision, at 0 that of the beginning. Refuses REVISION_IN_FUTURE.</summary>
    public byte[] HashAt(long revision, CancellationToken ct)
    {
        if (revision < 0)
            throw new RefusedException([new FieldViolation("hash_at_revision", ErrorReason.InvalidValue, "A revision must be 0 or more.")]);
        ReadPoints.CheckReached(revision, _head(), "hash_at_revision");
        return revision == 0 ? Chain.Genesis(_epochs().IdAt(0)) : _reads.Read(lease =>
            lease.Connection.QuerySingle<byte[]>(new CommandDefinition(
                "SELECT hash FROM journal WHERE revision = @revision", new { revision }, cancellationToken: ct)),
            ct);
    }

    private static List<JournalEntry> Entries(Lease lease, long after, long upTo, long bytesMax, CancellationToken ct)
    {
        const string sql =
            $"""
            SELECT {EntryRow.Columns}
            FROM journal j LEFT JOIN payload p ON p.revision = j.revision WHERE j.revision > @after AND j.revision <= @upTo ORDER BY j.revision LIMIT @take
            """;
        var entries = new List<JournalEntry>();
        var bytes = 0L;
        foreach (var row in lease.Connection.Query<EntryRow>(new CommandDefinition(
            sql, new { after, upTo, take = EntriesMax }, flags: CommandFlags.None, cancellationToken: ct)))
        {
            entries.Add(row.Whole());
            bytes += entries[^1].CalculateSize();
            if (bytes >= bytesMax) break;
        }
        return entries;
    }

    private void Where(SqlText sql, JournalEntryFilter filter)
    {
        if (filter.Kinds.Count > 0) sql.And($"j.kind IN ({SqlText.Numbers(filter.Kinds)})");
        if (filter.Id.Length > 0) sql.And($"j.id = {sql.Value(filter.Id)}");
        if (filter.Recorder.Length > 0) sql.And($"j.recorder = {sql.Value(filter.Recorder)}");
        if (filter.Erased) sql.And("p.erased_revision IS NOT NULL");
        // Record times are in the order of revisions.
        if (filter.RecordedFrom is not null) sql.And($"j.revision > {sql.Value(_points.LastRecordedBefore(filter.RecordedFrom))}");
        if (filter.RecordedBefore is not null) sql.And($"j.revision <= {sql.Value(_points.LastRecordedBefore(filter.RecordedBefore))}");
    }
}
