using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// The subjects that statements moved lately, each with its history as far as it was folded and its segments: what is said next on one of
/// them is applied to where it stands. What is more than a plain act folds all that it can move from the start.
/// </summary>
internal sealed class SubjectFolds(DecisionRows rows)
{
    private readonly CurrentSegments _segments = new(rows);

    // By every name that was looked at; null where it names nothing that is folded.
    private readonly Dictionary<string, SubjectHistory?> _histories = new(StringComparer.Ordinal);

    /// <summary>How many segments are kept.</summary>
    public int Segments => _segments.Count;

    /// <summary>Their size as it is stored.</summary>
    public long Bytes => _segments.Bytes;

    /// <summary>The history that a plain act goes on with; null where it would be made from the start.</summary>
    public SubjectHistory? Of(string subject) => _histories.GetValueOrDefault(subject);

    /// <summary>A name that bears on nothing need not be known.</summary>
    public void Forget(string name) => _histories.Remove(name);

    /// <summary>Brings what holds of some subjects, as far as it is not there.</summary>
    public void Load(IEnumerable<string> subjects, CancellationToken ct) => _segments.Load(subjects, ct);

    /// <summary>How many obligations the subject has, at whatever time.</summary>
    public int ObligationsOf(string subject, CancellationToken ct)
    {
        _segments.Load([subject], ct);
        return _segments.ObligationsOf(subject);
    }

    /// <summary>
    /// Derives what a statement, or a correction of it, moves; adds the rows to the entry, and returns the changes of status.
    /// </summary>
    public IReadOnlyList<StatusChange> Take(
        StatementLoader loader, string statement, Entry entry, LogPosition position, CancellationToken ct)
    {
        if (entry.Message is Statement said && References.Of(said).Count == 0 && References.Opens(said) is null)
        {
            _histories[statement] = null;
            return [];
        }
        var resting = loader.Load([statement], ct);
        var touched = loader.Graph.TouchedBy(statement);
        if (!touched.IsSubsetOf(resting)) loader.Load(touched, ct);
        var moved = entry.Message is Statement next && TryGoOn(loader, next, touched, entry) is { } gone
            ? gone
            : FromTheStart(loader, touched, entry, ct);
        // When it was last spoken of is no status.
        entry.Touched.UnionWith(moved.Where(one => one.Change.MovesStatus).Select(one => one.Subject));
        return [.. moved.SelectMany(one => EntryChanges.Of(one.Change.Closed, one.Change.Opened, entry, position))];
    }

    private List<(string Subject, SegmentChange Change)>? TryGoOn(
        StatementLoader loader, Statement next, HashSet<string> touched, Entry entry)
    {
        if (References.Opens(next) is not null || loader.Graph.HasDuplicates(touched)) return null;
        var followed = new List<SubjectHistory>();
        foreach (var name in touched.Where(name => name != next.Name))
        {
            if (!_histories.TryGetValue(name, out var history)) return null;
            if (history is not null) followed.Add(history);
        }
        // Several may share what is known.
        if (!followed.Select(history => history.Known).Distinct().All(known => known.TryAdd(next))
                || !followed.TrueForAll(history => history.TryExtend(next.Name)))
            return null;
        _histories[next.Name] = null;
        return Moved(followed.OrderBy(history => history.Subject, StringComparer.Ordinal)
            .Select(history => (history.Subject, _segments.Take(history, entry.Projections))));
    }

    private List<(string Subject, SegmentChange Change)> FromTheStart(
        StatementLoader loader, HashSet<string> touched, Entry entry, CancellationToken ct)
    {
        if (entry.Message is Statement said)
        {
            _segments.LoadNew(said.Name);
            if (References.Makes(said) is { } made && loader.Graph.IsMadeOnlyBy(made, said.Name)) _segments.LoadNew(made);
        }
        _segments.Load(touched, ct);
        var knowledge = loader.Graph.KnowledgeOf(loader.Graph.WithNamed(loader.Graph.Reaching(touched)), Lens.Open);
        var subjects = knowledge.Subjects.ToHashSet(StringComparer.Ordinal);
        foreach (var name in touched) _histories[name] = subjects.Contains(name) ? knowledge.Follow(name, ct) : null;
        return Moved(touched.Order(StringComparer.Ordinal)
            .Select(name => (name, _segments.Take(name, _histories[name]?.TakeSegments(), entry.Projections))));
    }

    private static List<(string Subject, SegmentChange Change)> Moved(IEnumerable<(string Subject, SegmentChange Change)> changes) =>
        [.. changes.Where(one => !one.Change.IsNone)];
}
