using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>Fills a page of segments, reading on where some of what was found does not fit after all.</summary>
internal static class SegmentPages
{
    /// <summary>
    /// What is read at once before it is seen how much of it fits: a page of the usual size, and what tells whether there is a next.
    /// </summary>
    private const int HitsMax = Limits.PageItemsDefault + 1;

    // compose gives one for each hit, in their order; null where it does not fit.
    public static Page<T> Fill<T>(
        ISegments segments, SegmentFilter filter, int size, string? key, Func<IReadOnlyList<SegmentHit>, IEnumerable<T?>> compose)
        where T : class, IMessage
    {
        var items = new List<T>(size);
        return new(items, Fill(segments, filter, size, key, compose, (_, item) => item.CalculateSize(), (_, item) => items.Add(item)));
    }

    /// <summary>The same of what lies frozen, to which <paramref name="compose"/> gives the fields that are not stored with it.</summary>
    public static FrozenPage FillFrozen<T>(
        ISegments segments, SegmentFilter filter, int size, string? key, Func<IReadOnlyList<SegmentHit>, IEnumerable<T?>> compose)
        where T : class, IMessage
    {
        var items = new FrozenItems();
        return new(items,
            Fill(segments, filter, size, key, compose, (hit, fields) => hit.Bytes.Length + fields.CalculateSize(),
                (hit, fields) => items.Add(hit.Bytes, fields)));
    }

    private static string? Fill<T>(ISegments segments, SegmentFilter filter, int size, string? key,
        Func<IReadOnlyList<SegmentHit>, IEnumerable<T?>> compose, Func<SegmentHit, T, int> sizeOf, Action<SegmentHit, T> add)
        where T : class, IMessage
    {
        var room = new PageRoom(size);
        var after = SegmentPlace.Parse(key);
        var (last, count) = (key, 0);
        while (true)
        {
            // One more than fits tells whether there is a next page.
            var take = Math.Min(size - count + 1, HitsMax);
            var hits = segments.Page(filter, after, take);
            foreach (var (hit, item) in hits.Zip(compose(hits)))
            {
                if (item is null) continue;
                if (!room.Takes(sizeOf(hit, item))) return last;
                add(hit, item);
                (last, count) = (hit.Place, count + 1);
            }
            if (hits.Count < take) return null;
            after = SegmentPlace.Parse(hits[^1].Place);
        }
    }
}
