using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>Fills in what depends on the as-of date: due states, what was missed, what is rolled up.</summary>
internal static class AsOfDate
{
    public static IEnumerable<Obligation> Obligations(ISegments segments, IReadOnlyList<SegmentHit> hits, DateTimeOffset asOf)
    {
        var subjects = SubjectsOf(hits);
        return hits.Select(hit => Filled(segments, hit.Segment(Obligation.Parser), subjects, asOf));
    }

    /// <summary>
    /// For each hit, in their order, what is served of a demand besides its own segment; null where the filter leaves no debtor of it.
    /// </summary>
    public static IEnumerable<Demand?> DebtorsOfDemands(
        ISegments segments, IReadOnlyList<SegmentHit> hits, DemandFilter? filter, DateTimeOffset asOf, NextChange next)
    {
        // A demand has one segment at one time.
        var demands = hits.Select(hit => hit.Subject).ToList();
        foreach (var now in segments.DemandsNow(demands))
        {
            var owed = new List<Obligation>();
            foreach (var segment in now.Owed.Where(segment => filter is null || filter.Debtor.Length == 0
                || segment.Value.Debtor == filter.Debtor))
            {
                owed.Add(Filled(segments, segment, demands, asOf));
                next.After(segment.Value.NextChangeTime);
                next.From(segment.Until);
            }
            var demand = new Demand { LastActivity = now.LastActivity };
            demand.Debtors.AddRange(AsOfCalculator.RollUp(owed, asOf).Where(debtor => filter is null || Fits(debtor, filter)));
            yield return filter is not null && IsAboutDebtors(filter) && demand.Debtors.Count == 0 ? null : demand;
        }
    }

    public static IEnumerable<Promise> Promises(ISegments segments, IReadOnlyList<SegmentHit> hits, DateTimeOffset asOf)
    {
        var subjects = SubjectsOf(hits);
        var owed = subjects.Zip(segments.ObligationsNow(subjects)).ToDictionary(
            one => one.First, one => one.Second.Select(segment => Filled(segments, segment, subjects, asOf)).ToList(),
            StringComparer.Ordinal);
        return hits.Select(hit => AsOfCalculator.FillPromise(Promise.Parser.ParseFrom(hit.Bytes), owed[hit.Subject], asOf));
    }

    public static bool IsAboutDebtors(DemandFilter filter) =>
        filter.Pending || filter.Contested || filter.Debtor.Length > 0 || filter.DueStates.Count > 0;

    private static bool Fits(DebtorStatus debtor, DemandFilter filter) =>
        (filter.Debtor.Length == 0 || debtor.Debtor == filter.Debtor)
        && (filter.Creditor.Length == 0 || debtor.Creditors.Contains(filter.Creditor))
        && ((!filter.Pending && !filter.Contested) || (filter.Pending && debtor.ItemsOwed > 0)
            || (filter.Contested && debtor.ItemsContested > 0))
        && (filter.DueStates.Count == 0 || filter.DueStates.Contains(debtor.DueState));

    private static Obligation Filled(
        ISegments segments, Domain.Obligations.Segment<Obligation> segment, IReadOnlyCollection<string> among, DateTimeOffset asOf) =>
        AsOfCalculator.FillObligation(segment, () => segments.ObligationEver(segment.Value, among), asOf);

    private static List<string> SubjectsOf(IEnumerable<SegmentHit> hits) =>
        [.. hits.Select(hit => hit.Subject).Distinct(StringComparer.Ordinal)];
}
