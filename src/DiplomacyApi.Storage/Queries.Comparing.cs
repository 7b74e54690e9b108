using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Rules;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage;

public sealed partial class Queries
{
    /// <summary>What differs in the obligations of a negotiation between two points, by subject, item and debtor.</summary>
    public IReadOnlyList<StatusChange> Changes(string negotiation, ReadPoint from, ReadPoint to, StatusLens? lens, CancellationToken ct)
    {
        var filter = new ObligationFilter { Negotiation = negotiation };
        var (before, after) = (ByKey(filter, from, lens, ct), ByKey(filter, to, lens, ct));
        var changes = new List<StatusChange>();
        var keys = before.Keys.Union(after.Keys)
            .OrderBy(key => key.Subject, StringComparer.Ordinal).ThenBy(key => key.Item, StringComparer.Ordinal).ThenBy(key => key.Debtor, StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var then = after.GetValueOrDefault(key);
            foreach (var change in StatusChanges.Between(before.GetValueOrDefault(key), then))
            {
                change.Cause = CauseOf(change.What, then);
                change.ByClock = change.What == StatusChangeKind.Overdue;
                change.LogPosition = new LogPosition { LogId = to.LogId, Revision = to.Revision };
                changes.Add(change);
            }
        }
        return changes;
    }

    /// <summary>The circles among all live conditions.</summary>
    public Page<Standoff> Standoffs(ReadPoint point, StatusLens? lens, int size, string? key, CancellationToken ct) => Read(lease =>
    {
        var all = Known.OfConditions(lease, point, ct).KnowledgeOf(LensOf(lens)).StandoffsAt(point.AsOf)
            .OrderBy(KeyOf, StringComparer.Ordinal).Where(standoff => key is null || string.CompareOrdinal(KeyOf(standoff), key) > 0);
        return Cut([.. all.Take(size + 1)], size, KeyOf);

        static string KeyOf(Standoff standoff) => string.Join(' ', standoff.Actors);
    }, ct);

    /// <summary>Who waits for whom: what is owed, by debtor and creditor.</summary>
    public WaitGraph WaitGraph(string negotiation, ReadPoint point, StatusLens? lens, CancellationToken ct) => Read(lease =>
    {
        var spans = Spans(lease, point, lens, negotiation, "", ct);
        var owed = new SpanFilter(SpanKind.Obligation) { Negotiation = negotiation, Open = SpanFilter.Owed };
        var edges = new Dictionary<(string Debtor, string Creditor), Waits>();
        for (SpanPlace? after = null; ;)
        {
            var hits = spans.Page(owed, after, Limits.PageItemsMax);
            foreach (var obligation in hits.Select(hit => Obligation.Parser.ParseFrom(hit.Bytes)))
                foreach (var creditor in obligation.Creditors)
                    (edges.TryGetValue((obligation.Debtor, creditor), out var edge) ? edge : edges[(obligation.Debtor, creditor)] = new Waits()).Add(obligation, point.AsOf);
            if (hits.Count < Limits.PageItemsMax) break;
            after = SpanPlace.Parse(hits[^1].Place);
        }
        var ordered = edges.OrderBy(edge => edge.Key.Debtor, StringComparer.Ordinal).ThenBy(edge => edge.Key.Creditor, StringComparer.Ordinal);
        return new WaitGraph { Edges = { ordered.Select(edge => edge.Value.Edge(edge.Key.Debtor, edge.Key.Creditor)) } };
    }, ct);

    private Dictionary<(string Subject, string Item, string Debtor), Obligation> ByKey(ObligationFilter filter, ReadPoint point, StatusLens? lens, CancellationToken ct)
    {
        var found = new Dictionary<(string, string, string), Obligation>();
        string? key = null;
        do
        {
            var page = Obligations(filter, point, lens, Limits.PageItemsMax, key, ct);
            foreach (var obligation in page.Items) found[(obligation.Subject, obligation.Item, obligation.Debtor)] = obligation;
            key = page.NextKey;
        }
        while (key is not null);
        return found;
    }

    private static string CauseOf(StatusChangeKind what, Obligation? obligation)
    {
        var decision = what switch
        {
            StatusChangeKind.State => obligation?.StateDecision,
            StatusChangeKind.SpokenPosition => obligation?.SpokenDecision,
            StatusChangeKind.FormalPosition => obligation?.FormalDecision,
            _ => null,
        };
        return decision?.Statements.LastOrDefault() ?? "";
    }

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
            if (AtRead.DueStateAt(obligation.Due, asOf) == DueState.Overdue) _overdue++;
        }

        public WaitEdge Edge(string debtor, string creditor) => new()
        {
            Debtor = debtor,
            Creditor = creditor,
            Owed = _owed.Count,
            Overdue = _overdue,
            Subjects = { _subjects.Take(Limits.EdgeSubjectsMax) },
            SubjectCount = _subjects.Count,
            Since = _owed.MinBy(obligation => SpanColumns.SinceOf(obligation.Since))!.Since,
            Due = _owed.Where(obligation => obligation.Due is not null).MinBy(obligation => Times.Bounds(obligation.Due)!.Value.Latest)?.Due,
            State = _owed.Min(obligation => obligation.State),
        };
    }
}
