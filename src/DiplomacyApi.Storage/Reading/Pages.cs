using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Reading;

/// <summary>Pages of what is read one after the other.</summary>
internal static class Pages
{
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
            throw new RefusedException(
                [new FieldViolation("names", ErrorReason.TooLarge,
                    $"Together they have more than {Limits.BatchBytesMax >> 20} MiB together; ask for fewer at once.")]);
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
