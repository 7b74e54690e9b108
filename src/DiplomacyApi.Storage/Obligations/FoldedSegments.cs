using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>
/// What a lens makes of what is known. Nothing of it is stored: the subjects are folded when they are looked at, some at a time, and
/// forgotten, so that a page takes no more memory than these and its own rows, however much is known.
/// </summary>
internal sealed class FoldedSegments(IReadOnlyList<IReadOnlyList<string>> parts, Func<IReadOnlyList<string>, FoldedSubjects> fold)
    : ISegments
{
    private (IReadOnlyCollection<string> Subjects, FoldedSubjects Folded)? _last;

    public List<SegmentHit> Page(SegmentFilter filter, SegmentPlace? after, int take)
    {
        var order = Comparer<SegmentHit>.Create((one, other) => Compare(filter.Kind, Place(one), Place(other)));
        var first = new List<SegmentHit>();
        foreach (var part in parts)
        {
            first.AddRange(fold(part).Matching(filter).Where(hit => after is null || Compare(filter.Kind, Place(hit), after) > 0));
            if (first.Count <= take) continue;
            first.Sort(order);
            first.RemoveRange(take, first.Count - take);
        }
        first.Sort(order);
        return first;
    }

    public IEnumerable<IReadOnlyList<Segment<Obligation>>> ObligationsNow(IReadOnlyCollection<string> subjects) =>
        DemandsNow(subjects).Select(now => now.Owed);

    public IEnumerable<DemandNow> DemandsNow(IReadOnlyCollection<string> demands)
    {
        var folded = Of(demands);
        return demands.Select(folded.Now);
    }

    public IReadOnlyList<Segment<Obligation>> ObligationEver(Obligation obligation, IReadOnlyCollection<string> among) =>
        [.. Of(among).ObligationsEver[obligation.Subject].Where(hit => hit.Part == obligation.Item && hit.Debtor == obligation.Debtor)
            .Select(hit => hit.Segment(Obligation.Parser))];

    public IEnumerable<KnownObligation> ObligationsKnown(
        string subject, string? item, string debtor, HistoryPlace? from) => Of([subject]).ObligationsEver[subject]
        .Where(hit => (item is null || hit.Part == item) && (debtor.Length == 0 || hit.Debtor == debtor))
        .GroupBy(hit => (hit.Part, hit.Debtor))
        .Where(group => from is null
            || (string.CompareOrdinal(group.Key.Part, from.Item),
                string.CompareOrdinal(group.Key.Debtor, from.Debtor)).CompareTo((0, 0)) >= 0)
        .OrderBy(group => group.Key.Part, StringComparer.Ordinal).ThenBy(group => group.Key.Debtor, StringComparer.Ordinal)
        .Select(group =>
            new KnownObligation(group.Key.Part, group.Key.Debtor,
                [.. group.Select(hit => new KnownSegment(hit.Segment(Obligation.Parser), 0, Times.Open))]));

    public IReadOnlyCollection<string> ItemsKnown(string subject) =>
        Of([subject]).ObligationsEver[subject].Select(hit => hit.Part).ToHashSet(StringComparer.Ordinal);

    /// <summary>The subjects of one page are asked about several times.</summary>
    private FoldedSubjects Of(IReadOnlyCollection<string> subjects)
    {
        if (_last is { } last && last.Subjects.SequenceEqual(subjects)) return last.Folded;
        var folded = fold([.. subjects]);
        _last = ([.. subjects], folded);
        return folded;
    }

    private static SegmentPlace Place(SegmentHit hit) => new(hit.Since, hit.Subject, hit.Part, hit.Debtor);

    private static int Compare(SegmentKind kind, SegmentPlace one, SegmentPlace other)
    {
        var order = other.Since.CompareTo(one.Since);
        if (order == 0 && kind != SegmentKind.Promise) order = string.CompareOrdinal(one.Subject, other.Subject);
        if (order == 0) order = string.CompareOrdinal(one.Part, other.Part);
        if (order == 0) order = string.CompareOrdinal(one.Debtor, other.Debtor);
        return order != 0 ? order : string.CompareOrdinal(one.Subject, other.Subject);
    }
}

/// <summary>Some subjects, folded through a lens.</summary>
internal sealed class FoldedSubjects
{
    private readonly DateTimeOffset _asOf;
    private readonly ILookup<string, (SegmentRow Row, SegmentColumns Columns)> _now;

    public FoldedSubjects(KnownStatements knowledge, IEnumerable<string> subjects, DateTimeOffset asOf, CancellationToken ct)
    {
        var wanted = subjects.ToHashSet(StringComparer.Ordinal);
        var rows = knowledge.Subjects.Where(wanted.Contains).SelectMany(subject => SegmentRow.Of(knowledge.History(subject, ct))).ToList();
        _asOf = asOf;
        _now = rows.Where(row => row.IsAt(Times.At(asOf))).Select(row => (Row: row, Columns: SegmentColumns.Of(row.Key.Kind, row.Bytes)))
            .ToLookup(one => one.Row.Subject, StringComparer.Ordinal);
        ObligationsEver = rows.Where(row => row.Key.Kind == SegmentKind.Obligation)
            .Select(row => Hit(row, 0)).ToLookup(hit => hit.Subject, StringComparer.Ordinal);
    }

    /// <summary>At all times.</summary>
    public ILookup<string, SegmentHit> ObligationsEver { get; }

    /// <summary>What is owed on a subject at the as-of time, by item and debtor, and when it was last spoken of.</summary>
    public DemandNow Now(string subject) => new(
        [
            .. ObligationsEver[subject].Where(hit => hit.From <= Times.At(_asOf) && Times.At(_asOf) < hit.Until)
                .OrderBy(hit => hit.Part, StringComparer.Ordinal).ThenBy(hit => hit.Debtor, StringComparer.Ordinal)
                .Select(hit => hit.Segment(Obligation.Parser)),
        ],
        _now[subject].Where(one => one.Row.Key.Kind == SegmentKind.Activity)
            .Select(one => PartialDate.Parser.ParseFrom(one.Row.Bytes)).SingleOrDefault());

    /// <summary>What holds at the as-of time and fits a filter, in no order.</summary>
    public IEnumerable<SegmentHit> Matching(SegmentFilter filter) => _now.SelectMany(group => group)
        .Where(one => filter.Matches(one.Row, one.Columns, _asOf, Any)).Select(one => Hit(one.Row, one.Columns.Since));

    private bool Any(SegmentFilter filter, string subject) => _now[subject].Any(one => filter.Matches(one.Row, one.Columns, _asOf, Any));

    private static SegmentHit Hit(SegmentRow row, long since) =>
        new(row.Subject, row.Key.Part, row.Key.Debtor, row.Key.From, row.Until, since, row.Bytes);
}
