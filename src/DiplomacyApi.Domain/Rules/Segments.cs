using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>The history of an obligation: its spans, cut where time alone changes it.</summary>
public static class Segments
{
    /// <summary>
    /// One span, with what depends on the as-of date filled, in as many parts as that needs. Within each nothing depends on the as-of date.
    /// <paramref name="spansOfObligation"/> are all spans of the same obligation; those that begin after this one do not matter.
    /// </summary>
    public static IEnumerable<Span<Obligation>> Of(Span<Obligation> span, IReadOnlyList<Span<Obligation>> spansOfObligation)
    {
        ArgumentNullException.ThrowIfNull(span);
        Span<Obligation>? last = null;
        foreach (var start in CutsOf(span).Prepend(span.From))
        {
            var value = AtRead.Obligation(span, spansOfObligation, start);
            if (last is not null && last.Value.Equals(value)) continue;
            if (last is not null) yield return last with { Until = start };
            last = new Span<Obligation>(start, span.Until, value);
        }
        yield return last!;
    }

    /// <summary>The instants after the bounds of all its dues: at a bound itself the date that it ends still is.</summary>
    private static IEnumerable<DateTimeOffset> CutsOf(Span<Obligation> span) => span.Value.Promises.Select(promise => promise.Due)
        .Append(span.Value.DueAsked).Append(span.Value.DuePromised).OfType<PartialDate>()
        .Select(DueBounds.Of).SelectMany(due => new[] { due.From, due.Until })
        .Where(bound => span.From <= bound && bound < DateTimeOffset.MaxValue).Select(bound => bound.AddTicks(1))
        .Where(cut => cut < span.Until).Distinct().Order();
}
