using System.Data.Common;
using Dapper;
using Diplomacy.V1;

namespace DiplomacyApi.Storage.Journal;

/// <summary>
/// How far the chain holds: the hash recomputed there, how many of its entries were erased, and the first flaw where there is one.
/// </summary>
public sealed record Verified(long Revision, byte[] Hash, long ErasedEntries, Flaw? Flaw);

/// <summary>Recomputes commitments and hashes from the bytes that are there.</summary>
internal static class Verification
{
    /// <summary>How many entries are read at once, and reported together.</summary>
    private const int Chunk = 1_000;

    private const string Entries =
        """
        SELECT j.revision, j.kind, j.id, j.record_time, j.recorder, j.commitment, j.hash, p.salt, p.bytes, p.erased_revision
        FROM journal j LEFT JOIN payload p ON p.revision = j.revision WHERE j.revision > @after AND j.revision <= @head ORDER BY j.revision LIMIT @chunk
        """;

    /// <summary>
    /// Tells how far it is, at least once; what has a flaw is the last. <paramref name="unreadable"/> says of a fault that an entry cannot
    /// be read; null where it is another fault.
    /// </summary>
    public static IEnumerable<Verified> Run(DbConnection connection, Head head, Func<Exception, string?> unreadable, CancellationToken ct)
    {
        if ((Try(1, () => Epochs.Problem(connection), unreadable, out var problem)
            ?? (problem is null ? null : new(1, JournalFlawKind.Hash, problem))) is { } ids)
        {
            yield return new(0, [], 0, ids);
            yield break;
        }
        var walk = new ChainWalk(Epochs.Read(connection).IdAt(0));
        var (erased, standIns) = (0L, new StandIns(connection));
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (Try(walk.Revision + 1, () => Read(connection, walk.Revision, head.Revision, ct), unreadable, out var rows) is { } flawed)
            {
                yield return new(walk.Revision, walk.Hash, erased, flawed);
                yield break;
            }
            foreach (var entry in rows)
            {
                if ((Try(entry.Link.Revision, () => Take(entry), unreadable, out var flaw) ?? flaw) is { } found)
                {
                    yield return new(walk.Revision, walk.Hash, erased, found);
                    yield break;
                }
                if (entry.ErasedRevision != 0) erased++;
            }
            if (rows.Count < Chunk) break;
            yield return new(walk.Revision, walk.Hash, erased, null);
        }
        yield return new(walk.Revision, walk.Hash, erased, End(walk, head));

        Flaw? Take(StoredEntry entry) =>
            (entry.ErasedRevision == 0 ? null : standIns.Check(entry.Link.Revision, entry.ErasedRevision, entry.Payload))
                ?? walk.Take(entry);
    }

    /// <summary>Null where it could be read.</summary>
    private static Flaw? Try<T>(long revision, Func<T> read, Func<Exception, string?> unreadable, out T result)
    {
        try
        {
            result = read();
            return null;
        }
        catch (Exception fault) when (unreadable(fault) is { } problem)
        {
            result = default!;
            return new(revision, JournalFlawKind.Unreadable, problem);
        }
    }

    private static Flaw? End(ChainWalk walk, Head head)
    {
        if (walk.Revision != head.Revision)
            return new(walk.Revision + 1, JournalFlawKind.Missing, $"The log ends before its head, {head.Revision}.");
        return walk.LogId == head.LogId && walk.Hash.AsSpan().SequenceEqual(head.Hash) ? null
            : new(head.Revision, JournalFlawKind.Hash, $"The log ends under {walk.LogId}, and its head is of {head.LogId}.");
    }

    private static List<StoredEntry> Read(DbConnection connection, long after, long head, CancellationToken ct) => [.. connection
        .Query<(long Revision, int Kind, string Id, long RecordTime, string Recorder, byte[] Commitment, byte[] Hash, byte[]? Salt,
            byte[]? Bytes, long? Erased)>(
            new CommandDefinition(Entries, new { after, head, chunk = Chunk }, flags: CommandFlags.None, cancellationToken: ct))
        .Select(row => new StoredEntry(
            new Link(row.Revision, row.Kind, row.Id, row.RecordTime, row.Recorder, row.Commitment), row.Hash, row.Salt ?? [], row.Bytes,
            row.Erased ?? 0))];
}
