using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>
/// The history of one subject as it is folded, instant by instant. It remembers where it stands: a plain act that is recorded next is applied
/// to the last state alone. Whatever else is recorded, the history is to be made from the start.
/// </summary>
public sealed class SubjectHistory
{
    private readonly Knowledge _knowledge;
    private readonly string _subject;
    private readonly Lateness _lateness = new();
    private readonly SpanBuilder<Obligation> _obligations;
    private readonly SpanBuilder<Demand> _demands = new(demand => demand.Name);
    private readonly SpanBuilder<Promise> _promises = new(promise => $"{promise.Statement}|{promise.Debtor}");
    private readonly SpanBuilder<Meeting> _meetings = new(meeting => meeting.Name);
    private readonly SpanBuilder<PartialDate> _activities = new(_ => "");
    private DateTimeOffset _instant = DateTimeOffset.MinValue;
    private SubjectFold? _fold;
    private Fact? _last;
    private long _appliedBefore;

    private SubjectHistory(Knowledge knowledge, string subject)
    {
        (_knowledge, _subject) = (knowledge, subject);
        _obligations = new(obligation => $"{obligation.Item}|{obligation.Debtor}") { Ended = _lateness.Ended, Shown = _lateness.Shown };
    }

    /// <summary>The resource name of the demand, of the promise's statement, or of the meeting.</summary>
    public string Subject => _subject;

    /// <summary>What is known, of which this is the history of one subject.</summary>
    public Knowledge Knowledge => _knowledge;

    /// <summary>How many statements bear on it.</summary>
    public int Statements { get; private set; }

    /// <summary>When what was said last on it was said, at the earliest.</summary>
    public DateTimeOffset LastSaid => _last?.Earliest ?? DateTimeOffset.MinValue;

    /// <summary>How many times the fold began from the start: at each act that is more than a plain one.</summary>
    public int Beginnings { get; private set; }

    /// <summary>How many times a statement was applied to make it: the work done.</summary>
    public long Applied => _appliedBefore + (_fold?.Applied ?? 0);

    /// <summary>Folds what is known of a subject at each distinct seen-instant.</summary>
    internal static SubjectHistory Of(Knowledge knowledge, string subject, CancellationToken ct)
    {
        var history = new SubjectHistory(knowledge, subject);
        var reached = new List<Fact>();
        foreach (var seen in knowledge.Reaching(subject).GroupBy(fact => fact.Seen).OrderBy(seen => seen.Key))
        {
            ct.ThrowIfCancellationRequested();
            var facts = seen.ToList();
            reached.AddRange(facts);
            history.See(seen.Key, facts, reached);
        }
        return history;
    }

    /// <summary>All of it; to be asked once.</summary>
    public UnitHistory HandOver() => new(
        _subject, _obligations.HandOver(), _demands.HandOver(), _promises.HandOver(), _meetings.HandOver(), _activities.HandOver(), Applied);

    /// <summary>
    /// Goes on with a statement that <see cref="Rules.Knowledge.TryAdd"/> took; false where it is more than a plain act said last, so that the
    /// history must be made from the start and this one cannot be asked any more.
    /// </summary>
    public bool TryGoOn(string statement)
    {
        var fact = _knowledge.Find(statement)!;
        ForgetMoved();
        if (fact.Seen < _instant || _fold is null || !TryGoOn(_knowledge.At(fact.Seen), [fact])) return false;
        (_instant, Statements) = (fact.Seen, Statements + 1);
        return true;
    }

    /// <summary>The spans that going on last moved: those that begin, or end elsewhere than before.</summary>
    public UnitHistory Moved => new(_subject, _obligations.Moved, _demands.Moved, _promises.Moved, _meetings.Moved, _activities.Moved, Applied);

    /// <summary>The spans that going on last took away, by their beginning.</summary>
    public UnitHistory Gone => new(_subject, _obligations.Gone, _demands.Gone, _promises.Gone, _meetings.Gone, _activities.Gone, Applied);

    private void See(DateTimeOffset instant, List<Fact> facts, List<Fact> reached)
    {
        (_instant, Statements) = (instant, Statements + facts.Count);
        var moment = _knowledge.At(instant);
        if (!TryGoOn(moment, facts)) Begin(moment, reached);
    }

    private void Begin(Moment moment, List<Fact> reached)
    {
        _appliedBefore = Applied;
        Beginnings++;
        _fold = SubjectFold.Of(moment, _subject, new Effects());
        _fold.Judge(reached);
        _lateness.Note(_fold.Owing);
        _obligations.TakeAll(_instant, _fold.Obligations);
        _demands.TakeAll(_instant, _fold.Demand is null ? [] : [_fold.Demand]);
        _promises.TakeAll(_instant, _fold.Promises);
        _meetings.TakeAll(_instant, _fold.Meeting is null ? [] : [_fold.Meeting]);
        _last = Latest(moment.Naming(_subject));
        _activities.TakeAll(_instant, _fold.Demand is null ? [] : [_last!.Statement.Said]);
    }

    private bool TryGoOn(Moment moment, List<Fact> facts)
    {
        var promised = _fold?.Promises.Count ?? 0;
        if (_fold?.TryGoOn(moment, facts) != true) return false;
        _lateness.Note(_fold.Moved);
        _obligations.Take(moment.AsOf, _fold.Moved.Select(_fold.Finished));
        _promises.Take(moment.AsOf, _fold.Promises.Skip(promised));
        _last = Latest(facts.Where(fact => IsNaming(fact) && moment.Has(fact)).Append(_last));
        if (_fold.Demand is not null) _activities.Take(moment.AsOf, [_last!.Statement.Said]);
        return true;
    }

    private void ForgetMoved()
    {
        _obligations.ForgetMoved();
        _demands.ForgetMoved();
        _promises.ForgetMoved();
        _meetings.ForgetMoved();
        _activities.ForgetMoved();
    }

    private bool IsNaming(Fact fact) => fact.Name == _subject || fact.Named.Contains(_subject);

    /// <summary>The statement that was said last.</summary>
    private static Fact? Latest(IEnumerable<Fact?> facts) => facts.MaxBy(fact => fact is null ? (DateTimeOffset.MinValue, 0) : (fact.Earliest, fact.Revision));
}
