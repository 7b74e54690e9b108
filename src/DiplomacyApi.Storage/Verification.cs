using Dapper;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage;

/// <summary>Recomputes commitments and hashes from the bytes that are there.</summary>
internal static class Verification
{
    public static long? FirstBadRevision(Readers readers, Head head, CancellationToken ct)
    {
        using var reader = readers.Lease(ct);
        const string sql =
            """
            SELECT j.revision, j.kind, j.id, j.record_time, j.recorder, j.commitment, j.hash, p.salt, p.bytes
            FROM journal j LEFT JOIN payload p ON p.revision = j.revision WHERE j.revision <= @head ORDER BY j.revision
            """;
        var rows = reader.Connection.Query<(long Revision, int Kind, string Id, long RecordTime, string Recorder, byte[] Commitment, byte[] Hash, byte[]? Salt, byte[]? Bytes)>(
            new CommandDefinition(sql, new { head = head.Revision }, flags: CommandFlags.None, cancellationToken: ct));
        var (expected, hash) = (1L, Chain.Genesis(head.LogId));
        foreach (var row in rows)
        {
            hash = Chain.Hash(hash, head.LogId, new Link(row.Revision, row.Kind, row.Id, row.RecordTime, row.Recorder, row.Commitment));
            if (row.Revision != expected || row.Salt is null || row.Bytes is null
                || !Chain.Commitment(row.Salt, row.Bytes).AsSpan().SequenceEqual(row.Commitment) || !hash.AsSpan().SequenceEqual(row.Hash))
                return expected;
            expected++;
        }
        return expected == head.Revision + 1 && hash.AsSpan().SequenceEqual(head.Hash) ? null : expected;
    }
}
