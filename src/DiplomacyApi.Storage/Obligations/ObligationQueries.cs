using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>What is demanded, promised and owed.</summary>
public sealed class ObligationQueries
{
    private readonly ReadAccess _reads;
    private readonly KeptPages _pages;

    internal ObligationQueries(ReadAccess reads, KeptPages pages) => (_reads, _pages) = (reads, pages);

    /// <summary>A demand with its debtors; null where it was never recorded by K, or is not said by T.</summary>
    public Demand? Demand(string name, ReadPoint point, StatusLens? lens, CancellationToken ct) =>
        _reads.Read(lease => Demand(lease, name, point, lens, ct), ct);

    /// <summary>
    /// Several demands, in the order of their names; null for each that is not there. Refuses TOO_LARGE as soon as they do not fit into one
    /// answer.
    /// </summary>
    public IReadOnlyList<Demand?> Demands(
        IReadOnlyList<string> names, ReadPoint point, StatusLens? lens, CancellationToken ct) => _reads.Read(lease =>
    {
        var (found, room) = (new List<Demand?>(names.Count), new BatchRoom());
        foreach (var name in names)
        {
            ct.ThrowIfCancellationRequested();
            var demand = Demand(lease, name, point, lens, ct);
            room.Take(demand?.CalculateSize() ?? 0);
            found.Add(demand);
        }
        return found;
    }, ct);

    private static Demand? Demand(Lease lease, string name, ReadPoint point, StatusLens? lens, CancellationToken ct)
    {
        var segments = SegmentSources.Of(lease, point, lens, "", name, ct);
        var hits = segments.Page(new SegmentFilter(SegmentKind.Demand) { Subject = name }, null, 1);
        if (AsOfDate.DebtorsOfDemands(segments, hits, null, point.AsOf, new NextChange()).SingleOrDefault() is not { } fields) return null;
        fields.MergeFrom(hits[0].Bytes);
        return fields;
    }

    /// <summary>Newest opened first, then by name; of each, the debtors that fit.</summary>
    public Page<Demand> Demands(DemandFilter? filter, ReadPoint point, StatusLens? lens, int size, string? key, CancellationToken ct)
    {
        var page = FrozenDemands(filter, point, lens, size, key, ct);
        return new([.. page.Frozen.Select(demand => Diplomacy.V1.Demand.Parser.ParseFrom(demand.Span))], page.NextKey);
    }

    /// <summary>The same, as they go out.</summary>
    public FrozenPage FrozenDemands(DemandFilter? filter, ReadPoint point, StatusLens? lens, int size, string? key, CancellationToken ct)
    {
        filter ??= new DemandFilter();
        if (SegmentSources.LensOf(lens) != Lens.Open)
            return _reads.Read(lease => FrozenDemands(lease, filter, point, lens, size, key, new NextChange(), ct), ct);
        var request = PageRequest.Of(filter, size, key);
        var clearings = _pages.Clearings;
        return _pages.Find(request, point) ?? _reads.Read(lease =>
        {
            if (_pages.FindUnmoved(request, point, lease, ct) is { } unmoved) return unmoved;
            var next = new NextChange();
            var page = FrozenDemands(lease, filter, point, null, size, key, next, ct);
            // Where it is asked about dues, time moves what is not on the page as well.
            _pages.Keep(request, point, page, lease, filter.DueStates.Count > 0 ? point.AsOf : next.Until, clearings);
            return page;
        }, ct);
    }

    private static FrozenPage FrozenDemands(
        Lease lease, DemandFilter filter, ReadPoint point, StatusLens? lens, int size, string? key, NextChange next, CancellationToken ct)
    {
        var segments = SegmentSources.Of(lease, point, lens, filter.Negotiation, "", ct);
        var which = new SegmentFilter(SegmentKind.Demand)
        {
            Creditor = filter.Creditor,
            Negotiation = filter.Negotiation,
            Subjects = filter.Demands,
            DueBy = EndOf(filter.DueBy),
            Since = BoundsOf(filter.Since),
            SilentSince = BoundsOf(filter.SilentSince)?.From,
            WithObligation = AsOfDate.IsAboutDebtors(filter)
                ? new SegmentFilter(SegmentKind.Obligation)
                {
                    Debtor = filter.Debtor,
                    Creditor = filter.Creditor,
                    Open = SegmentFilter.OpenOf(filter.Pending, filter.Contested),
                    // What is contested is not due itself, while another item of the same debtor may be.
                    DueStates = filter.Contested ? [] : filter.DueStates,
                }
                : null,
        };
        return SegmentPages.FillFrozen(segments, which, size, key, hits =>
            AsOfDate.DebtorsOfDemands(segments, hits, filter, point.AsOf, next));
    }

    /// <summary>Newest opened first, then by subject, item and debtor.</summary>
    public Page<Obligation> Obligations(
        ObligationFilter? filter, ReadPoint point, StatusLens? lens, int size, string? key, CancellationToken ct) => _reads.Read(lease =>
    {
        filter ??= new ObligationFilter();
        var segments = SegmentSources.Of(lease, point, lens, filter.Negotiation, filter.Subject, ct);
        var which = new SegmentFilter(SegmentKind.Obligation)
        {
            Debtor = filter.Debtor,
            Creditor = filter.Creditor,
            Negotiation = filter.Negotiation,
            Subject = filter.Subject,
            Open = SegmentFilter.OpenOf(filter.Pending, filter.Contested),
            States = filter.States,
            ObligationKinds = filter.Kinds,
            DueStates = filter.DueStates,
            DueBy = EndOf(filter.DueBy),
        };
        return SegmentPages.Fill(segments, which, size, key, hits => AsOfDate.Obligations(segments, hits, point.AsOf));
    }, ct);

    /// <summary>The last said first, then by statement and debtor.</summary>
    public Page<Promise> Promises(
        PromiseFilter? filter, ReadPoint point, StatusLens? lens, int size, string? key, CancellationToken ct) => _reads.Read(lease =>
    {
        filter ??= new PromiseFilter();
        var segments = SegmentSources.Of(lease, point, lens, filter.Negotiation, "", ct);
        var which = new SegmentFilter(SegmentKind.Promise)
        {
            Debtor = filter.Debtor,
            Creditor = filter.Creditor,
            Negotiation = filter.Negotiation,
            Demand = filter.Demand,
            PromiseKinds = filter.Kinds,
            DueBy = EndOf(filter.DueBy),
            WithObligation = filter.Pending ? new SegmentFilter(SegmentKind.Obligation) { Open = SegmentFilter.Owed } : null,
        };
        return SegmentPages.Fill(segments, which, size, key, hits => AsOfDate.Promises(segments, hits, point.AsOf)
            .Select(promise => (!filter.Pending || SegmentFilter.Owed.Contains(promise.State)) && (!filter.Missed || promise.Missed)
                ? promise
                : null));
    }, ct);

    /// <summary>How many there are.</summary>
    public long CountDemands(DemandFilter? filter, ReadPoint point, StatusLens? lens, CancellationToken ct) =>
        Pages.Count((size, key) => Demands(filter, point, lens, size, key, ct));

    /// <summary>How many there are.</summary>
    public long CountObligations(ObligationFilter? filter, ReadPoint point, StatusLens? lens, CancellationToken ct) =>
        Pages.Count((size, key) => Obligations(filter, point, lens, size, key, ct));

    /// <summary>How many there are.</summary>
    public long CountPromises(PromiseFilter? filter, ReadPoint point, StatusLens? lens, CancellationToken ct) =>
        Pages.Count((size, key) => Promises(filter, point, lens, size, key, ct));

    private static long? EndOf(string date) => date.Length == 0 ? null : Times.Of(EdtfDate.Parse(date).Latest);

    private static (long From, long Until)? BoundsOf(string date) =>
        date.Length == 0 ? null : Times.Range(date);
}
