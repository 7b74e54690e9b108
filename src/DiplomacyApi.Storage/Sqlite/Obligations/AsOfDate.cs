using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;

namespace DiplomacyApi.Storage.Sqlite.Obligations;

/// <summary>Fills in what depends on the as-of date: due states, what was missed, what is rolled up.</summary>
internal static class AsOfDate
{
    public static IEnumerable<Obligation> Obligations(ISpans spans, IReadOnlyList<SpanHit> hits, DateTimeOffset asOf)
    {
        var subjects = SubjectsOf(hits);
        return hits.Select(hit => Filled(spans, hit.Span(Obligation.Parser), subjects, asOf));
    }

    /// <summary>For each hit, in their order, what is served of a demand besides its own span; null where the filter leaves no debtor of it.</summary>
    public static IEnumerable<Demand?> DebtorsOfDemands(ISpans spans, IReadOnlyList<SpanHit> hits, DemandFilter? filter, DateTimeOffset asOf, NextChange next)
    {
        // A demand has one span at one time.
        var demands = hits.Select(hit => hit.Subject).ToList();
        foreach (var now in spans.DemandsNow(demands))
        {
            var owed = new List<Obligation>();
            foreach (var span in now.Owed.Where(span => filter is null || filter.Debtor.Length == 0 || span.Value.Debtor == filter.Debtor))
            {
                owed.Add(Filled(spans, span, demands, asOf));
                next.After(span.Value.NextChangeTime);
                next.From(span.Until);
            }
            var demand = new Demand { LastActivity = now.LastActivity };
            demand.Debtors.AddRange(AsOfCalculator.RollUp(owed, asOf).Where(debtor => filter is null || Fits(debtor, filter)));
            yield return filter is not null && IsAboutDebtors(filter) && demand.Debtors.Count == 0 ? null : demand;
        }
    }

    public static IEnumerable<Promise> Promises(ISpans spans, IReadOnlyList<SpanHit> hits, DateTimeOffset asOf)
    {
        var subjects = SubjectsOf(hits);
        var owed = subjects.Zip(spans.ObligationsNow(subjects)).ToDictionary(
            one => one.First, one => one.Second.Select(span => Filled(spans, span, subjects, asOf)).ToList(), StringComparer.Ordinal);
        return hits.Select(hit => AsOfCalculator.FillPromise(Promise.Parser.ParseFrom(hit.Bytes), owed[hit.Subject], asOf));
    }

    public static bool IsAboutDebtors(DemandFilter filter) =>
        filter.Pending || filter.Contested || filter.Debtor.Length > 0 || filter.DueStates.Count > 0;

    private static bool Fits(DebtorStatus debtor, DemandFilter filter) =>
        (filter.Debtor.Length == 0 || debtor.Debtor == filter.Debtor)
        && (filter.Creditor.Length == 0 || debtor.Creditors.Contains(filter.Creditor))
        && ((!filter.Pending && !filter.Contested) || (filter.Pending && debtor.ItemsOwed > 0) || (filter.Contested && debtor.ItemsContested > 0))
        && (filter.DueStates.Count == 0 || filter.DueStates.Contains(debtor.DueState));

    private static Obligation Filled(ISpans spans, Domain.Obligations.Segment<Obligation> span, IReadOnlyCollection<string> among, DateTimeOffset asOf) =>
        AsOfCalculator.FillObligation(span, () => spans.ObligationEver(span.Value, among), asOf);

    private static List<string> SubjectsOf(IEnumerable<SpanHit> hits) => [.. hits.Select(hit => hit.Subject).Distinct(StringComparer.Ordinal)];
}
