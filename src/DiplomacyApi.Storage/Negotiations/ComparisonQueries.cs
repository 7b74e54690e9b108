using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Negotiations;

/// <summary>Who waits for whom, and what differs between two points.</summary>
public sealed class ComparisonQueries
{
    private readonly ReadAccess _reads;
    private readonly ObligationQueries _obligations;

    internal ComparisonQueries(ReadAccess reads, ObligationQueries obligations) => (_reads, _obligations) = (reads, obligations);

    /// <summary>What differs in the obligations of a negotiation between two points, by subject, item and debtor.</summary>
    public IReadOnlyList<StatusChange> Changes(string negotiation, ReadPoint from, ReadPoint to, StatusLens? lens, CancellationToken ct)
    {
        var filter = new ObligationFilter { Negotiation = negotiation };
        var (before, after) = (ByKey(filter, from, lens, ct), ByKey(filter, to, lens, ct));
        var changes = new List<StatusChange>();
        var keys = before.Keys.Union(after.Keys)
            .OrderBy(key => key.Subject, StringComparer.Ordinal).ThenBy(key => key.Item, StringComparer.Ordinal)
            .ThenBy(key => key.Debtor, StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var (was, then) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            foreach (var change in StatusChanges.Between(was, then))
            {
                change.ByClock = change.What == StatusChangeKind.Overdue && IsByClock(was, then);
                if (!change.ByClock) change.Cause = CauseOf(change, was, then);
                change.LogPosition = new LogPosition { LogId = to.LogId, Revision = to.Revision };
                changes.Add(change);
            }
        }
        return changes;
    }

    /// <summary>The circles among all live conditions.</summary>
    public Page<Standoff> Standoffs(ReadPoint point, StatusLens? lens, int size, string? key, CancellationToken ct) => _reads.Read(lease =>
    {
        var all = Known.OfConditions(lease, point, ct).KnowledgeOf(SegmentSources.LensOf(lens)).StandoffsAt(point.AsOf, ct)
            .OrderBy(KeyOf, StringComparer.Ordinal).Where(standoff => key is null || string.CompareOrdinal(KeyOf(standoff), key) > 0);
        return Pages.Cut([.. all.Take(size + 1)], size, KeyOf);

        // No actor stands in two of them.
        static string KeyOf(Standoff standoff) => standoff.Actors[0];
    }, ct);

    /// <summary>Who waits for whom: what is owed, by debtor and creditor.</summary>
    public WaitGraph WaitGraph(string negotiation, ReadPoint point, StatusLens? lens, CancellationToken ct) => _reads.Read(lease =>
    {
        var segments = SegmentSources.Of(lease, point, lens, negotiation, "", ct);
        var owed = new SegmentFilter(SegmentKind.Obligation) { Negotiation = negotiation, Open = SegmentFilter.Owed };
        var edges = new Dictionary<(string Debtor, string Creditor), Waits>();
        for (SegmentPlace? after = null; ;)
        {
            var hits = segments.Page(owed, after, Limits.PageItemsMax);
            foreach (var obligation in hits.Select(hit => Obligation.Parser.ParseFrom(hit.Bytes)))
                foreach (var creditor in AsOfCalculator.UnsatisfiedCreditors(obligation))
                    (edges.TryGetValue((obligation.Debtor, creditor), out var edge)
                        ? edge
                        : edges[(obligation.Debtor, creditor)] = new Waits()).Add(obligation,
                        point.AsOf);
            if (hits.Count < Limits.PageItemsMax) break;
            after = SegmentPlace.Parse(hits[^1].Place);
        }
        var ordered = edges.OrderBy(edge => edge.Key.Debtor, StringComparer.Ordinal)
            .ThenBy(edge => edge.Key.Creditor, StringComparer.Ordinal);
        return new WaitGraph { Edges = { ordered.Select(edge => edge.Value.Edge(edge.Key.Debtor, edge.Key.Creditor)) } };
    }, ct);

    private Dictionary<(string Subject, string Item, string Debtor), Obligation> ByKey(
        ObligationFilter filter, ReadPoint point, StatusLens? lens, CancellationToken ct)
    {
        var found = new Dictionary<(string, string, string), Obligation>();
        string? key = null;
        do
        {
            var page = _obligations.Obligations(filter, point, lens, Limits.PageItemsMax, key, ct);
            foreach (var obligation in page.Items) found[(obligation.Subject, obligation.Item, obligation.Debtor)] = obligation;
            key = page.NextKey;
        }
        while (key is not null);
        return found;
    }

    /// <summary>
    /// Whether time alone moved it to where it stands to its due: it was owed before and after, and the dues are the same.
    /// </summary>
    private static bool IsByClock(Obligation? was, Obligation? then) =>
        IsOwed(was) && IsOwed(then) && was!.DueAsked?.Text == then!.DueAsked?.Text && was.DuePromised?.Text == then.DuePromised?.Text;

    private static string CauseOf(StatusChange change, Obligation? was, Obligation? then) => change.What switch
    {
        _ when then is null => "",
        StatusChangeKind.SpokenPosition => Last(then.SpokenDecision),
        StatusChangeKind.FormalPosition => Last(then.FormalDecision),
        StatusChangeKind.DueAsked => then.DueAskedBy,
        StatusChangeKind.DuePromised => PromisedBy(then),
        StatusChangeKind.Verdict =>
            Last(then.Verdicts.FirstOrDefault(verdict => verdict.Creditor == change.Creditor)?.Decision ?? then.StateDecision),
        // Where it is owed only now, or now no more, that is why.
        StatusChangeKind.Overdue when IsOwed(was) && IsOwed(then) =>
            was!.DueAsked?.Text == then.DueAsked?.Text ? PromisedBy(then) : then.DueAskedBy,
        _ => Last(then.StateDecision),
    };

    private static bool IsOwed(Obligation? obligation) => obligation is not null && SegmentFilter.Owed.Contains(obligation.State);

    private static string Last(Decision? decision) => decision?.Statements.LastOrDefault() ?? "";

    /// <summary>The last promise that stands; where none does any more, what put the obligation where it is.</summary>
    private static string PromisedBy(Obligation then) =>
        then.Promises.LastOrDefault(promise => promise.Stands && promise.Due is not null)?.Statement ?? Last(then.StateDecision);

    /// <summary>One edge of the graph, as it is gathered.</summary>
    private sealed class Waits
    {
        private readonly SortedSet<string> _subjects = new(StringComparer.Ordinal);
        private readonly List<Obligation> _owed = [];
        private int _overdue;

        public void Add(Obligation obligation, DateTimeOffset asOf)
        {
            _owed.Add(obligation);
            _subjects.Add(obligation.Subject);
            if (DueStatus.Of([obligation], asOf).State == DueState.Overdue) _overdue++;
        }

        public WaitEdge Edge(string debtor, string creditor) => new()
        {
            Debtor = debtor,
            Creditor = creditor,
            OwedCount = _owed.Count,
            OverdueCount = _overdue,
            Subjects = { _subjects.Take(Limits.EdgeSubjectsMax) },
            SubjectCount = _subjects.Count,
            Since = _owed.MinBy(obligation => SegmentColumns.SinceOf(obligation.Since))!.Since,
            Due = _owed.SelectMany(obligation => new[] { obligation.DueAsked, obligation.DuePromised })
                .OfType<PartialDate>().MinBy(due => Times.Bounds(due)!.Value.Latest),
            State = _owed.Min(obligation => obligation.State),
        };
    }
}
