using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>How obligations stood over time, and since when each part is known.</summary>
public sealed class HistoryQueries
{
    private readonly ReadAccess _reads;

    internal HistoryQueries(ReadAccess reads) => _reads = reads;

    /// <summary>By item, debtor, start, then first revision. Refuses UNKNOWN_ITEM.</summary>
    public Page<ObligationSegment> ObligationHistory(
        ListObligationHistoryRequest request, ReadPoint point, int size, string? key, CancellationToken ct) => _reads.Read(lease =>
    {
        var source = SegmentSources.Of(lease, point, request.Lens, "", request.Subject, ct);
        var item = request.HasItem ? request.Item : null;
        if (key is null && item is not null && source.ItemsKnown(request.Subject) is { Count: > 0 } items && !items.Contains(item))
            throw new RefusedException(ErrorReason.UnknownItem,
                $"{request.Subject} has no item '{item}'; it has {string.Join(", ", items.Select(one => $"'{one}'"))}.", "item");
        var (segments, room, after, last) = (new List<ObligationSegment>(), new PageRoom(size), HistoryPlace.Parse(key), key);
        foreach (var obligation in source.ObligationsKnown(request.Subject, item, request.Debtor, after))
        {
            foreach (var segment in Obligations.ObligationHistory.Of(obligation, point.Revision, request.IncludeSuperseded, ct))
            {
                if (segment.StartTime.ToDateTimeOffset() > point.AsOf) break;
                var place = new HistoryPlace(obligation.Item, obligation.Debtor, Times.Of(segment.StartTime.ToDateTimeOffset()),
                    segment.FirstRevision);
                if (after is not null && !place.IsAfter(after)) continue;
                if (!room.Takes(segment.CalculateSize())) return new Page<ObligationSegment>(segments, last);
                segments.Add(segment);
                last = place.Key;
            }
        }
        return new Page<ObligationSegment>(segments, null);
    }, ct);

    /// <summary>How many there are.</summary>
    public long CountObligationHistory(ListObligationHistoryRequest request, ReadPoint point, CancellationToken ct) =>
        Pages.Count((size, key) => ObligationHistory(request, point, size, key, ct));
}

/// <summary>A place in a history, to go on after.</summary>
internal sealed record HistoryPlace(string Item, string Debtor, long Start, long FirstRevision)
{
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Item}|{Debtor}|{Start}|{FirstRevision}");

    public bool IsAfter(HistoryPlace other) => string.CompareOrdinal(Item, other.Item) is not 0 and var byItem ? byItem > 0
        : string.CompareOrdinal(Debtor, other.Debtor) is not 0 and var byDebtor ? byDebtor > 0
        : (Start, FirstRevision).CompareTo((other.Start, other.FirstRevision)) > 0;

    public static HistoryPlace? Parse(string? key)
    {
        if (key is null) return null;
        if (key.Split('|') is [var item, var debtor, var start, var first]
            && long.TryParse(start, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var from)
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            return new HistoryPlace(item, debtor, from, revision);
        throw new RefusedException(ErrorReason.PageTokenMismatch, "The page token belongs to another list; start from the first page.",
            "page_token");
    }
}
