using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;

namespace DiplomacyApi.Storage.Reading;

/// <summary>Fills in what depends on the as-of date: due states, what was missed, what is rolled up.</summary>
internal static class AsOfDate
{
    public static List<Obligation> Obligations(ISpans spans, IReadOnlyList<SpanHit> hits, DateTimeOffset asOf)
    {
        var found = hits.Select(hit => (Hit: hit, Span: hit.Span(Obligation.Parser))).ToList();
        // Only whether a promise was kept, and since when what is owed is due, needs what was owed at other times.
        var promised = found.Where(one => NeedsOtherTimes(one.Span.Value, asOf)).Select(one => one.Hit.Subject).ToHashSet(StringComparer.Ordinal);
        var ever = promised.Count == 0 ? null : spans.ObligationsEver(promised);
        return found.ConvertAll(one => AsOfCalculator.FillObligation(one.Span, NeedsOtherTimes(one.Span.Value, asOf) ? Ever(ever!, one.Hit) : [one.Span], asOf));
    }

    /// <summary>For each hit, in their order, what is served of a demand besides its own span; null where the filter leaves no debtor of it.</summary>
    public static IEnumerable<Demand?> DebtorsOfDemands(ISpans spans, IReadOnlyList<SpanHit> hits, DemandFilter? filter, DateTimeOffset asOf)
    {
        var now = spans.ObligationsNow([.. hits.Select(hit => hit.Subject)]);
        var owed = Obligations(spans, [.. now.SelectMany(group => group)], asOf).ToLookup(obligation => obligation.Subject, StringComparer.Ordinal);
        var activities = spans.ActivitiesNow([.. hits.Select(hit => hit.Subject)]);
        foreach (var hit in hits)
        {
            var demand = new Demand();
            demand.LastActivity = activities[hit.Subject].Select(activity => PartialDate.Parser.ParseFrom(activity.Bytes)).SingleOrDefault();
            var debtors = owed[hit.Subject].GroupBy(obligation => obligation.Debtor, StringComparer.Ordinal)
                .Where(items => filter is null || filter.Creditor.Length == 0 || items.Any(item => item.Creditors.Contains(filter.Creditor)))
                .SelectMany(items => AsOfCalculator.RollUp(items, asOf))
                .Where(debtor => filter is null || Fits(debtor, filter))
                .OrderBy(debtor => debtor.Debtor, StringComparer.Ordinal);
            demand.Debtors.AddRange(debtors);
            yield return filter is not null && IsAboutDebtors(filter) && demand.Debtors.Count == 0 ? null : demand;
        }
    }

    public static IEnumerable<Promise> Promises(ISpans spans, IReadOnlyList<SpanHit> hits, DateTimeOffset asOf)
    {
        var now = spans.ObligationsNow([.. hits.Select(hit => hit.Subject).Distinct(StringComparer.Ordinal)]);
        var owed = Obligations(spans, [.. now.SelectMany(group => group)], asOf).ToLookup(obligation => obligation.Subject, StringComparer.Ordinal);
        return hits.Select(hit => AsOfCalculator.PromiseAt(hit.Span(Promise.Parser), owed[hit.Subject], asOf));
    }

    public static bool IsAboutDebtors(DemandFilter filter) =>
        filter.Pending || filter.Contested || filter.Debtor.Length > 0 || filter.DueStates.Count > 0;

    private static bool Fits(DebtorStatus debtor, DemandFilter filter) =>
        (filter.Debtor.Length == 0 || debtor.Debtor == filter.Debtor)
        && ((!filter.Pending && !filter.Contested) || (filter.Pending && debtor.ItemsOwed > 0) || (filter.Contested && debtor.ItemsContested > 0))
        && (filter.DueStates.Count == 0 || filter.DueStates.Contains(debtor.DueState));

    private static bool NeedsOtherTimes(Obligation obligation, DateTimeOffset asOf) => obligation.Promises.Any(promise => promise.Due is not null)
        || (SpanFilter.Owed.Contains(obligation.State) && AsOfCalculator.DueStateAt(obligation.DueAsked, asOf) != DueState.Unspecified);

    private static List<Domain.Rules.Segment<Obligation>> Ever(ILookup<string, SpanHit> ever, SpanHit hit) => [.. ever[hit.Subject]
        .Where(other => other.Part == hit.Part && other.Debtor == hit.Debtor)
        .Select(other => other.Span(Obligation.Parser))];
}
