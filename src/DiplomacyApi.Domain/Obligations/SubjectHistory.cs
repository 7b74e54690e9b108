using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>
/// The history of one subject as it is folded, instant by instant. It keeps its last state: a plain act that is recorded next is applied
/// to that alone. After anything else, the history must be made from the start.
/// </summary>
public sealed class SubjectHistory
{
    private readonly KnownStatements _known;
    private readonly string _subject;
    private readonly LateDeliveries _lateDeliveries = new();
    private readonly SegmentBuilder<Obligation> _obligations;
    private readonly SegmentBuilder<Demand> _demands = new(demand => demand.Name);
    private readonly SegmentBuilder<Promise> _promises = new(promise => $"{promise.Statement}|{promise.Debtor}");
    private readonly SegmentBuilder<Meeting> _meetings = new(meeting => meeting.Name);
    private readonly SegmentBuilder<PartialDate> _activities = new(_ => "");
    private DateTimeOffset _instant = DateTimeOffset.MinValue;
    private SubjectFold? _fold;
    private EffectiveStatement? _last;
    private long _appliedBefore;

    private SubjectHistory(KnownStatements known, string subject)
    {
        (_known, _subject) = (known, subject);
        _obligations = new(obligation => $"{obligation.Item}|{obligation.Debtor}")
        {
            OnEnded = _lateDeliveries.OnSegmentEnded,
            Decorate = _lateDeliveries.WithLateness,
        };
    }

    /// <summary>The resource name of the demand, of the promise's statement, or of the meeting.</summary>
    public string Subject => _subject;

    /// <summary>What is known, of which this is the history of one subject.</summary>
    public KnownStatements Known => _known;

    /// <summary>How many statements bear on it.</summary>
    public int Statements { get; private set; }

    /// <summary>
    /// The earliest bound, included, of the date of what was said last on it; <see cref="DateTimeOffset.MinValue"/> if nothing was.
    /// </summary>
    public DateTimeOffset LastSaid => _last?.Earliest ?? DateTimeOffset.MinValue;

    /// <summary>How many times the fold began from the start: at each act that is more than a plain one.</summary>
    public int Refolds { get; private set; }

    /// <summary>How many times a statement was applied to make it: the work done.</summary>
    public long Applied => _appliedBefore + (_fold?.Applied ?? 0);

    /// <summary>Folds what is known of a subject at each distinct seen-instant.</summary>
    internal static SubjectHistory Of(KnownStatements known, string subject, CancellationToken ct)
    {
        var history = new SubjectHistory(known, subject);
        var reached = new List<EffectiveStatement>();
        foreach (var seen in known.StatementsBearingOn(subject).GroupBy(statement => statement.SeenTime).OrderBy(seen => seen.Key))
        {
            ct.ThrowIfCancellationRequested();
            var statements = seen.ToList();
            reached.AddRange(statements);
            history.Advance(seen.Key, statements, reached);
        }
        return history;
    }

    /// <summary>All segments so far; can be called once.</summary>
    public SubjectSegments TakeSegments() => new(
        _subject, _obligations.TakeSegments(), _demands.TakeSegments(), _promises.TakeSegments(), _meetings.TakeSegments(),
        _activities.TakeSegments(), Applied);

    /// <summary>
    /// Extends the history with a statement that <see cref="KnownStatements.TryAdd"/> took; false if it is more than a plain act said last:
    /// the history must then be made from the start, and this one cannot be used any further.
    /// </summary>
    public bool TryExtend(string statement)
    {
        var added = _known.Find(statement)!;
        ClearChanges();
        if (added.SeenTime < _instant || _fold is null || !TryAdvance(_known.At(added.SeenTime), [added])) return false;
        (_instant, Statements) = (added.SeenTime, Statements + 1);
        return true;
    }

    /// <summary>The segments that the last extension changed: those that begin, or end elsewhere than before.</summary>
    public SubjectSegments Changed =>
        new(_subject, _obligations.Changed, _demands.Changed, _promises.Changed, _meetings.Changed, _activities.Changed, Applied);

    /// <summary>The segments that the last extension removed.</summary>
    public SubjectSegments Removed =>
        new(_subject, _obligations.Removed, _demands.Removed, _promises.Removed, _meetings.Removed, _activities.Removed, Applied);

    private void Advance(DateTimeOffset instant, List<EffectiveStatement> statements, List<EffectiveStatement> reached)
    {
        (_instant, Statements) = (instant, Statements + statements.Count);
        var view = _known.At(instant);
        if (!TryAdvance(view, statements)) Refold(view, reached);
    }

    private void Refold(AsOfView view, List<EffectiveStatement> reached)
    {
        _appliedBefore = Applied;
        Refolds++;
        _fold = SubjectFold.Of(view, _subject, new EffectLog());
        _fold.NoteStances(reached);
        _lateDeliveries.Observe(_fold.Machines);
        _obligations.UpdateAll(_instant, _fold.Obligations);
        _demands.UpdateAll(_instant, _fold.Demand is null ? [] : [_fold.Demand]);
        _promises.UpdateAll(_instant, _fold.Promises);
        _meetings.UpdateAll(_instant, _fold.Meeting is null ? [] : [_fold.Meeting]);
        _last = Latest(view.StatementsNaming(_subject));
        _activities.UpdateAll(_instant, _fold.Demand is null ? [] : [_last!.Message.Said]);
    }

    private bool TryAdvance(AsOfView view, List<EffectiveStatement> statements)
    {
        var promised = _fold?.Promises.Count ?? 0;
        if (_fold?.TryExtend(view, statements) != true) return false;
        _lateDeliveries.Observe(_fold.Changed);
        _obligations.Update(view.AsOf, _fold.Changed.Select(_fold.Complete));
        _promises.Update(view.AsOf, _fold.Promises.Skip(promised));
        _last = Latest(statements.Where(statement => IsNaming(statement) && view.Contains(statement)).Append(_last));
        if (_fold.Demand is not null) _activities.Update(view.AsOf, [_last!.Message.Said]);
        return true;
    }

    private void ClearChanges()
    {
        _obligations.ClearChanges();
        _demands.ClearChanges();
        _promises.ClearChanges();
        _meetings.ClearChanges();
        _activities.ClearChanges();
    }

    private bool IsNaming(EffectiveStatement statement) => statement.Name == _subject || statement.Named.Contains(_subject);

    /// <summary>The statement that was said last.</summary>
    private static EffectiveStatement? Latest(IEnumerable<EffectiveStatement?> statements) =>
        statements.MaxBy(statement => statement is null ? (DateTimeOffset.MinValue, 0) : (statement.Earliest, statement.Revision));
}
