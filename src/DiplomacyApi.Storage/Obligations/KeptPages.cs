using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>Which page of demands is asked for, apart from the two clocks.</summary>
internal sealed record PageRequest(ByteString Filter, int Size, string? After)
{
    public static PageRequest Of(DemandFilter filter, int size, string? after) => new(filter.ToByteString(), size, after);
}

/// <summary>
/// Pages of demands as they were last made. To make one of 50 takes 100 look-ups, some 400 µs; kept, it is sent again, until an entry can
/// move what is owed or time passes a date in it.
/// </summary>
internal sealed class KeptPages
{
    /// <summary>What a page takes in memory besides its bytes, its items and its key, about.</summary>
    private const int PageBytes = 256;

    private readonly LruCache<Key, Kept> _kept = new(Limits.KeptPagesBytesMax, (key, kept) => PageBytes + key.Bytes + kept.Bytes);

    /// <summary>See <see cref="LruCache{TKey, TValue}.Clearings"/>.</summary>
    public int Clearings => _kept.Clearings;

    /// <summary>The page where it was made at this point; null where it has to be made, or compared with the entries since.</summary>
    public FrozenPage? Find(PageRequest request, ReadPoint point) =>
        Found(request, point) is { } kept && kept.Revision == point.Revision ? kept.Page() : null;

    /// <summary>The page where no entry since then moved anything; null where it has to be made.</summary>
    public FrozenPage? FindUnmoved(PageRequest request, ReadPoint point, Lease lease, CancellationToken ct)
    {
        var clearings = Clearings;
        if (Found(request, point) is not { } kept) return null;
        if (kept.Revision == point.Revision) return kept.Page();
        if (!JournalTail.LeavesAlone(lease, kept.Revision, point.Revision, Limits.EntriesLookedThroughPerPageMax, MovesNothing, ct))
            return null;
        Keep(kept.Key, kept with { Revision = point.Revision }, clearings);
        return kept.Page();
    }

    /// <summary>
    /// Keeps a page made at a point. <paramref name="until"/>: the time, included, up to which it is the same as long as nothing is said;
    /// only what is asked after all that is known was seen goes on like that.
    /// </summary>
    public void Keep(PageRequest request, ReadPoint point, FrozenPage page, Lease lease, DateTimeOffset until, int clearings)
    {
        if (page.Frozen.Bytes.Length > Limits.KeptPageBytesMax) return;
        var isAfterAll = RecordTime(lease, point.Revision) <= point.AsOf && until > point.AsOf;
        var known = Revisions.IsNewest(lease, point.Revision) ? (long?)null : point.Revision;
        var key = new Key(point.LogId, request, known, isAfterAll ? null : point.AsOf);
        Keep(key, new Kept(key, point.Revision, point.AsOf, isAfterAll ? until : point.AsOf, page.Frozen.Keep(), page.NextKey), clearings);
    }

    /// <summary>Forgets all: what was recorded has been rewritten.</summary>
    public void Clear() => _kept.Clear();

    private void Keep(Key key, Kept kept, int clearings) => _kept.Keep(key, kept, clearings, former => former.Revision > kept.Revision);

    private Kept? Found(PageRequest request, ReadPoint point)
    {
        // What was newest when it was made may have become what was known before.
        foreach (var known in (ReadOnlySpan<long?>)[null, point.Revision])
        {
            foreach (var asOf in (ReadOnlySpan<DateTimeOffset?>)[null, point.AsOf])
            {
                if (_kept.Find(new Key(point.LogId, request, known, asOf)) is { } kept && kept.Revision <= point.Revision
                        && kept.From <= point.AsOf && point.AsOf <= kept.Until)
                    return kept;
            }
        }
        return null;
    }

    /// <summary>When the last entry known was recorded: by then all that is known is seen.</summary>
    private static DateTimeOffset RecordTime(Lease lease, long revision)
    {
        using var rows = lease.Prepared("SELECT record_time FROM journal WHERE revision = ?1").Run(revision);
        return rows.Read() ? Times.Time(rows.Number(0)) : DateTimeOffset.MaxValue;
    }

    /// <summary>One that opens nothing and refers to nothing.</summary>
    private static bool MovesNothing(Statement statement) => References.Opens(statement) is null && References.Of(statement).Count == 0;

    /// <param name="LogId">The log.</param>
    /// <param name="Request">What is asked for.</param>
    /// <param name="Known">The revision at which it was made; null where that was the newest.</param>
    /// <param name="AsOf">The time as of which it was made; null where it goes on.</param>
    private sealed record Key(string LogId, PageRequest Request, long? Known, DateTimeOffset? AsOf)
    {
        public long Bytes => Request.Filter.Length + 2L * (Request.After?.Length ?? 0);
    }

    private sealed record Kept(Key Key, long Revision, DateTimeOffset From, DateTimeOffset Until, FrozenItems Items, string? NextKey)
    {
        public long Bytes => Items.Held;

        public FrozenPage Page() => new(Items, NextKey);
    }
}
