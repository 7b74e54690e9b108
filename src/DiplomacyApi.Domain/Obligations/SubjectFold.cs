using Diplomacy.V1;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>
/// The fold of one demand, promise or meeting. It is made of all that is seen at one instant, which is the plain statement of the rules,
/// and can then be extended with what is seen later: a plain act is applied to the present state, whatever was said before.
/// </summary>
internal abstract class SubjectFold(AsOfView view, string name, EffectLog effects)
{
    private readonly HashSet<string> _stanceSubjects = new(StringComparer.Ordinal);
    private EffectiveStatement? _last;
    private bool _isCircular;

    protected string Name => name;

    protected AsOfView View { get; private set; } = view;

    protected EffectLog Effects => effects;

    /// <summary>What is owed on the subject, and by whom.</summary>
    public abstract IEnumerable<ObligationStateMachine> Machines { get; }

    public IEnumerable<Obligation> Obligations => Machines.Select(Complete);

    public virtual Demand? Demand => null;

    /// <summary>Whether it was withdrawn or superseded as a whole; only a demand is, apart from its obligations.</summary>
    public virtual bool IsClosed => false;

    public virtual Meeting? Meeting => null;

    /// <summary>In the order in which they were made.</summary>
    public List<Promise> Promises { get; } = [];

    /// <summary>How many times a statement was applied: the work done.</summary>
    public long Applied { get; private set; }

    /// <summary>Makes the fold of all that is seen at one instant.</summary>
    public static SubjectFold Of(AsOfView view, string subject, EffectLog effects) =>
        ResourceName.Parse(subject).Collection switch
        {
            Collections.Demands => DemandFold.Of(view, subject, effects),
            Collections.Meetings => MeetingFold.Of(view, subject, effects),
            _ => PromiseFold.Of(view, subject, effects),
        };

    /// <summary>Applies what is seen in fold order.</summary>
    protected void ApplyAll(IEnumerable<EffectiveStatement> statements)
    {
        var ordered = FoldOrder.Of(statements, out _isCircular);
        foreach (var statement in ordered)
        {
            Apply(statement);
            Applied++;
            if (_last?.ComesBefore(statement) != false) _last = statement;
        }
    }

    /// <summary>Notes what remarks confirm or deny: acts on these can change for whom they count, so none of them is plain.</summary>
    public void NoteStances(IEnumerable<EffectiveStatement> seen)
    {
        foreach (var remark in seen.Where(AsOfView.IsStance))
        {
            _stanceSubjects.Add(remark.Message.Remark.Subject);
            if (View.Find(remark.Message.Remark.Subject)?.Makes is { } made) _stanceSubjects.Add(made);
        }
    }

    /// <summary>
    /// Extends the fold with what is seen next; false, with nothing done, if there is more than plain acts: the fold must then be made from
    /// the start. What then changed are <see cref="Changed"/>, and the promises added last.
    /// </summary>
    public bool TryExtend(AsOfView later, IReadOnlyList<EffectiveStatement> seen)
    {
        effects.Clear();
        if (_isCircular || seen.Any(statement => AsOfView.IsStance(statement) || IsOnStanceSubject(statement))) return false;
        var acts = seen.Where(statement => later.Contains(statement) && (Concerns(statement) || MayConcernIndirectly(statement)))
            .Order(FoldOrder.ByFoldTime).ToList();
        var last = _last;
        foreach (var statement in acts)
        {
            if (!Concerns(statement) || !IsPlain(statement) || last?.ComesBefore(statement) == false || later.IsNamedByOthers(statement))
                return false;
            last = statement;
        }
        (View, _last) = (later, last);
        foreach (var statement in acts) Apply(statement);
        Applied += acts.Count;
        return true;
    }

    /// <summary>The obligations that the last extension changed.</summary>
    public IReadOnlyCollection<ObligationStateMachine> Changed => effects.Changed;

    /// <summary>Whether a statement makes the subject or acts on it.</summary>
    protected abstract bool Concerns(EffectiveStatement statement);

    /// <summary>Whether a statement may bear on the subject through another, such as a promise on it.</summary>
    protected virtual bool MayConcernIndirectly(EffectiveStatement statement) => false;

    /// <summary>Whether, if it was said last, it changes nothing but obligations that are open.</summary>
    protected abstract bool IsPlain(EffectiveStatement statement);

    protected abstract void Apply(EffectiveStatement statement);

    /// <summary>Adds to the obligation what applies to its subject as a whole.</summary>
    public virtual Obligation Complete(ObligationStateMachine obligation) => obligation.Message;

    private bool IsOnStanceSubject(EffectiveStatement statement) =>
        _stanceSubjects.Count > 0 && statement.BearsOn.Any(_stanceSubjects.Contains);
}
