using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>
/// The fold of one demand, promise or meeting. It is made of all that is seen at one instant, which is the plain statement of the rules, and
/// can then go on with what is seen later: a plain act applies to the state as it stands, whatever was said before.
/// </summary>
internal abstract class SubjectFold(Moment moment, string name, Effects effects)
{
    private readonly HashSet<string> _judged = new(StringComparer.Ordinal);
    private Fact? _last;
    private bool _isCircular;

    protected string Name => name;

    protected Moment Moment { get; private set; } = moment;

    protected Effects Effects => effects;

    /// <summary>What is owed on the subject, and by whom.</summary>
    public abstract IEnumerable<Owed> Owing { get; }

    public IEnumerable<Obligation> Obligations => Owing.Select(Finished);

    public virtual Demand? Demand => null;

    /// <summary>Whether it was withdrawn or superseded as a whole; only a demand is, apart from its obligations.</summary>
    public virtual bool IsClosed => false;

    public virtual Meeting? Meeting => null;

    /// <summary>In the order in which they were made.</summary>
    public List<Promise> Promises { get; } = [];

    /// <summary>How many times a fact was applied: the work done.</summary>
    public long Applied { get; private set; }

    /// <summary>Makes the fold of all that is seen at one instant.</summary>
    public static SubjectFold Of(Moment moment, string subject, Effects effects) =>
        subject.StartsWith("demands/", StringComparison.Ordinal) ? DemandFold.Of(moment, subject, effects)
        : subject.StartsWith("meetings/", StringComparison.Ordinal) ? MeetingFold.Of(moment, subject, effects)
        : PromiseFold.Of(moment, subject, effects);

    /// <summary>Applies what is seen in fold order.</summary>
    protected void ApplyAll(IEnumerable<Fact> facts)
    {
        var ordered = FoldOrder.Of(facts, out _isCircular);
        foreach (var fact in ordered)
        {
            Apply(fact);
            Applied++;
            if (_last?.ComesBefore(fact) != false) _last = fact;
        }
    }

    /// <summary>What remarks confirm or deny: acts on these can change for whom they count, so that none of them is plain.</summary>
    public void Judge(IEnumerable<Fact> seen)
    {
        foreach (var remark in seen.Where(Moment.IsStance))
        {
            _judged.Add(remark.Statement.Remark.Subject);
            if (Moment.Find(remark.Statement.Remark.Subject)?.Makes is { } made) _judged.Add(made);
        }
    }

    /// <summary>
    /// Goes on with what is seen next; false, with nothing done, where it is more than plain acts, so that the fold must be made from the start.
    /// What it then moved are <see cref="Moved"/>, and the promises added last.
    /// </summary>
    public bool TryGoOn(Moment later, IReadOnlyList<Fact> seen)
    {
        effects.Forget();
        if (_isCircular || seen.Any(fact => Moment.IsStance(fact) || IsOnJudged(fact))) return false;
        var acts = seen.Where(fact => later.Has(fact) && (Concerns(fact) || MayConcernInPassing(fact))).Order(FoldOrder.ByPlace).ToList();
        var last = _last;
        foreach (var fact in acts)
        {
            if (!Concerns(fact) || !IsPlain(fact) || last?.ComesBefore(fact) == false || later.IsNamedByOthers(fact)) return false;
            last = fact;
        }
        (Moment, _last) = (later, last);
        foreach (var fact in acts) Apply(fact);
        Applied += acts.Count;
        return true;
    }

    /// <summary>The obligations that going on last moved.</summary>
    public IReadOnlyCollection<Owed> Moved => effects.Moved;

    /// <summary>Whether a statement makes the subject or acts on it.</summary>
    protected abstract bool Concerns(Fact fact);

    /// <summary>Whether a statement may bear on the subject through another, such as a promise on it.</summary>
    protected virtual bool MayConcernInPassing(Fact fact) => false;

    /// <summary>Whether, said last, it moves nothing but obligations that are open.</summary>
    protected abstract bool IsPlain(Fact fact);

    protected abstract void Apply(Fact fact);

    /// <summary>The obligation with what holds for its subject as a whole.</summary>
    public virtual Obligation Finished(Owed owed) => owed.Message;

    private bool IsOnJudged(Fact fact) => _judged.Count > 0 && fact.Bearing.Any(_judged.Contains);
}
