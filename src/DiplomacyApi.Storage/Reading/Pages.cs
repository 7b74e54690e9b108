using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Obligations;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Reading;

/// <summary>Fills a page of segments, reading on where some of what was found does not fit after all.</summary>
internal static class Pages
{
    /// <summary>What is read at once before it is seen how much of it fits: a page of the usual size, and what tells whether there is a next.</summary>
    private const int HitsMax = Limits.PageItemsDefault + 1;

    // compose gives one for each hit, in their order; null where it does not fit.
    public static Page<T> Fill<T>(ISegments segments, SegmentFilter filter, int size, string? key, Func<IReadOnlyList<SegmentHit>, IEnumerable<T?>> compose)
        where T : class, IMessage
    {
        var items = new List<T>(size);
        return new(items, Fill(segments, filter, size, key, compose, (_, item) => item.CalculateSize(), (_, item) => items.Add(item)));
    }

    /// <summary>The same of what lies frozen, to which <paramref name="compose"/> gives the fields that are not stored with it.</summary>
    public static FrozenPage FillFrozen<T>(ISegments segments, SegmentFilter filter, int size, string? key, Func<IReadOnlyList<SegmentHit>, IEnumerable<T?>> compose)
        where T : class, IMessage
    {
        var items = new FrozenItems();
        return new(items, Fill(segments, filter, size, key, compose, (hit, fields) => hit.Bytes.Length + fields.CalculateSize(), (hit, fields) => items.Add(hit.Bytes, fields)));
    }

    private static string? Fill<T>(ISegments segments, SegmentFilter filter, int size, string? key, Func<IReadOnlyList<SegmentHit>, IEnumerable<T?>> compose, Func<SegmentHit, T, int> sizeOf, Action<SegmentHit, T> add)
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

    /// <summary>A page of what is read, up to the first that does not fit; what comes after that one is not read.</summary>
    public static Page<T> Cut<T>(IEnumerable<T> items, int size, Func<T, string> key)
        where T : IMessage
    {
        var (fit, room) = (new List<T>(), new PageRoom(size));
        foreach (var item in items)
        {
            if (!room.Takes(item.CalculateSize())) return new(fit, key(fit[^1]));
            fit.Add(item);
        }
        return new(fit, null);
    }

    /// <summary>How many a list has, by walking its pages.</summary>
    public static long Count<T>(Func<int, string?, Page<T>> list)
    {
        var (count, key) = (0L, (string?)null);
        do
        {
            var page = list(Limits.PageItemsMax, key);
            (count, key) = (count + page.Items.Count, page.NextKey);
        }
        while (key is not null);
        return count;
    }
}

/// <summary>What still fits into the answer to a request for several by name.</summary>
internal sealed class BatchRoom
{
    private long _bytes;

    /// <summary>Takes one more; refuses TOO_LARGE where it does not fit, so that no more is read than can be answered.</summary>
    public void Take(int bytes)
    {
        if ((_bytes += bytes) > Limits.BatchBytesMax)
            throw new RefusedException([new FieldViolation("names", ErrorReason.TooLarge, $"Together they have more than {Limits.BatchBytesMax >> 20} MiB together; ask for fewer at once.")]);
    }
}

/// <summary>What still fits into a page: so many items, and about so many bytes as every client takes; a single item always does.</summary>
internal sealed class PageRoom(int itemsMax)
{
    private int _items;
    private long _bytes;

    /// <summary>Whether one more of so many bytes fits; it is counted then.</summary>
    public bool Takes(int bytes)
    {
        if (_items == itemsMax || (_items > 0 && _bytes + bytes > Limits.PageBytesMax)) return false;
        (_items, _bytes) = (_items + 1, _bytes + bytes);
        return true;
    }
}
