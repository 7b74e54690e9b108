using Diplomacy.V1;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>The history of an obligation: its segments, cut where time alone changes it.</summary>
public static class DueSegments
{
    /// <summary>
    /// One segment, with what depends on the as-of date filled, in as many parts as that needs. Within each nothing depends on the as-of
    /// date. <paramref name="segmentsOfObligation"/> are all segments of the same obligation; those that begin after this one do not
    /// matter.
    /// </summary>
    public static IEnumerable<Segment<Obligation>> Split(
        Segment<Obligation> segment, IReadOnlyList<Segment<Obligation>> segmentsOfObligation)
    {
        ArgumentNullException.ThrowIfNull(segment);
        Segment<Obligation>? last = null;
        foreach (var start in BoundariesOf(segment).Prepend(segment.From))
        {
            var value = AsOfCalculator.ObligationAt(segment, segmentsOfObligation, start);
            if (last is not null && last.Value.Equals(value)) continue;
            if (last is not null) yield return last with { Until = start };
            last = new Segment<Obligation>(start, segment.Until, value);
        }
        yield return last!;
    }

    /// <summary>The instants after the bounds of all its dues: at a bound itself the date that it ends still is.</summary>
    private static IEnumerable<DateTimeOffset> BoundariesOf(Segment<Obligation> segment) =>
        segment.Value.Promises.Select(promise => promise.Due)
        .Append(segment.Value.DueAsked).Append(segment.Value.DuePromised).OfType<PartialDate>()
        .Select(DueBounds.Of).SelectMany(due => new[] { due.From, due.Until })
        .Where(bound => segment.From <= bound && bound < DateTimeOffset.MaxValue).Select(bound => bound.AddTicks(1))
        .Where(cut => cut < segment.Until).Distinct().Order();
}
