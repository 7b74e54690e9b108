using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Statements;

/// <summary>
/// Statements as they were last sent by their names. To look one up takes two system calls for the lock of the file, three walks down a
/// tree and two dozen calls of SQLite; kept, it is sent again, at every point at which it stood so.
/// </summary>
internal sealed class KeptStatements(ReadAccess reads)
{
    /// <summary>What a statement takes in memory besides its bytes and its name, about.</summary>
    private const int StatementBytes = 256;

    private readonly LruCache<string, Kept> _kept =
        new(Limits.KeptStatementsBytesMax, (name, kept) => StatementBytes + 2L * name.Length + kept.Frozen.Held);

    private Looked? _looked;

    /// <summary>See <see cref="LruCache{TKey, TValue}.Clearings"/>.</summary>
    public int Clearings => _kept.Clearings;

    /// <summary>The statement at a point; null where it has to be read. Not to be called by who holds a reader.</summary>
    public FrozenItems? Find(string name, ReadPoint point, CancellationToken ct)
    {
        if (_kept.Find(name) is not { } kept || point.Revision < kept.From) return null;
        return point.Revision <= kept.Through || (kept.IsCurrent && IsUnchanged(kept.Through, point.Revision, ct)) ? kept.Frozen : null;
    }

    /// <summary>Keeps a statement that was read at a point, and stood so from one revision until before another.</summary>
    public void Keep(string name, ReadPoint point, FrozenItems frozen, (long From, long Until) stood, int clearings)
    {
        if (frozen.Bytes.Length > Limits.KeptPageBytesMax) return;
        var isCurrent = stood.Until == Times.Open;
        _kept.Keep(name, new Kept(frozen.Keep(), stood.From, isCurrent ? point.Revision : stood.Until - 1, isCurrent), clearings,
            former => former.Through > point.Revision);
    }

    /// <summary>Forgets all: what was recorded has been rewritten.</summary>
    public void Clear() => _kept.Clear();

    /// <summary>
    /// Whether no entry after one revision up to another may have changed a statement recorded before it. All statements share what was
    /// looked through for one of them, so that each entry is looked at once; of what is before it, only the last change is known.
    /// </summary>
    private bool IsUnchanged(long after, long upTo, CancellationToken ct)
    {
        while (true)
        {
            var looked = Volatile.Read(ref _looked);
            if (looked is not null && upTo <= looked.Through) return looked.LastChange <= after;
            var lastChange = looked is null || upTo - looked.Through > Limits.EntriesLookedThroughMax
                ? upTo
                : reads.ReadOne(lease => JournalTail.LastChangeOfStatements(lease, looked.Through, upTo), ct) ?? looked.LastChange;
            Interlocked.CompareExchange(ref _looked, new Looked(upTo, lastChange), looked);
        }
    }

    /// <param name="Through">Up to which entry they were looked at.</param>
    /// <param name="LastChange">The last of them that may have changed a statement recorded before it.</param>
    private sealed record Looked(long Through, long LastChange);

    /// <param name="Frozen">What is sent.</param>
    /// <param name="From">From which revision it stood so.</param>
    /// <param name="Through">Up to which revision, included, it is known to.</param>
    /// <param name="IsCurrent">Whether nothing was known to change it later.</param>
    private sealed record Kept(FrozenItems Frozen, long From, long Through, bool IsCurrent);
}
