using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>
/// One obligation while it is folded: the transition table of the rules. Each method is one column, and returns false where the act is
/// not taken: on too weak a basis, or because it comes too late. What is taken may still change nothing. Only asking again changes what
/// is withdrawn, and nothing what is superseded.
/// </summary>
internal sealed partial class ObligationStateMachine
{
    private readonly Obligation _obligation;
    private readonly CreditorVerdicts _verdicts = new();
    private readonly SortedSet<string> _creditors;
    private ObligationState _closed;
    private bool _acknowledged;
    private readonly Deliveries _deliveries = new();
    private int _promisedAt;
    private int _sequence;

    public ObligationStateMachine(ObligationKind kind, string subject, string item, string debtor, IEnumerable<string> creditors,
        EffectiveStatement opener, Attribution basis)
    {
        _creditors = new SortedSet<string>(creditors, StringComparer.Ordinal);
        _obligation = new Obligation { Kind = kind, Subject = subject, Item = item, Debtor = debtor, RequiredForm = RequiredForm.Any };
        SetOpener(opener);
        if (kind == ObligationKind.Performance) Enter(ObligationState.Promised, opener, basis, Reasons.Of(ReasonCode.Promised, debtor));
        else Enter(ObligationState.Outstanding, opener, basis, Reasons.Of(ReasonCode.Asked, _creditors));
        WriteCreditors();
    }

    public string Item => _obligation.Item;
    public string Debtor => _obligation.Debtor;
    public ObligationState State { get => _obligation.State; private set => _obligation.State = value; }
    public Disposition FormalPosition => _obligation.FormalPosition;
    public bool IsClosed => _closed != ObligationState.Unspecified;
    public bool IsOwed => IsOwedState(State);

    /// <summary>To whom it is owed; none where it is closed because nobody is left.</summary>
    public IReadOnlyCollection<string> Creditors => _creditors;

    public Obligation Message => _obligation;

    /// <summary>When the delivery that counts was seen; null where none counts.</summary>
    public DateTimeOffset? DeliveredSeenTime => Delivery?.SeenTime;

    public static bool IsOwedState(ObligationState state) =>
        state is ObligationState.Outstanding or ObligationState.Acknowledged or ObligationState.Promised;

    public bool Acknowledge(EffectiveStatement by, Attribution basis, Disposition disposition)
    {
        if (IsClosed || basis.IsWeak()) return false;
        _obligation.Acknowledgement = disposition;
        _acknowledged |= State == ObligationState.Outstanding;
        return Transition(
            by, basis, Reasons.Of(disposition == Disposition.Deferred ? ReasonCode.Deferred : ReasonCode.Acknowledged, Debtor));
    }

    public bool SetSpokenPosition(EffectiveStatement by, Attribution basis, Disposition position)
    {
        if (IsClosed) return false;
        if (basis.IsWeak() && _obligation.SpokenDecision is { } held && held.Basis.Rank() > basis.Rank()) return false;
        _obligation.SpokenPosition = position;
        _obligation.SpokenDecision = DecisionBy(by, basis, Reasons.Of(ReasonCode.PositionSpoken, Debtor, position));
        return true;
    }

    /// <summary>A leaked text sets the formal position, whatever its basis, and delivers nothing.</summary>
    public bool SetLeakedPosition(EffectiveStatement by, Attribution basis, Disposition position)
    {
        if (IsClosed) return false;
        SetFormal(by, basis, position, ReasonCode.PositionLeaked);
        return Transition(by, basis, Reasons.Of(ReasonCode.PositionLeaked, Debtor, position));
    }

    public bool DeliverUndisclosed(EffectiveStatement by, Attribution basis)
    {
        if (IsClosed) return false;
        AddDelivery(by);
        return Transition(by, basis, Reasons.Of(ReasonCode.Delivered, Debtor));
    }

    public bool Deliver(EffectiveStatement by, Attribution basis, Disposition position)
    {
        if (IsClosed) return false;
        AddDelivery(by);
        SetFormal(by, basis, position, ReasonCode.PositionFormal);
        return Transition(by, basis, Reasons.Of(ReasonCode.Answered, Debtor, position), isWhole: true);
    }

    public bool Perform(EffectiveStatement by, Attribution basis)
    {
        if (IsClosed) return false;
        AddDelivery(by);
        return Transition(by, basis, Reasons.Of(ReasonCode.Performed, Debtor));
    }

    public bool Promise(EffectiveStatement by, Attribution basis, PartialDate? due)
    {
        if (IsClosed || basis.IsWeak()) return false;
        _obligation.Promises.Add(new PromiseMade
        {
            Statement = by.Name,
            Due = due,
            Basis = basis,
            SeenTime = Timestamp.FromDateTimeOffset(by.SeenTime),
            Stands = true,
        });
        UpdateDuePromised();
        _promisedAt = ++_sequence;
        return Transition(by, basis, Reasons.Of(ReasonCode.Promised, Debtor));
    }

    /// <summary>The verdict of one creditor, for itself.</summary>
    public bool Assess(EffectiveStatement by, Attribution basis, string creditor, Verdict verdict)
    {
        if (IsClosed) return false;
        if (verdict == Verdict.Satisfied)
        {
            _verdicts.SetSatisfied(creditor, DecisionBy(by, basis, Reasons.Of(ReasonCode.Satisfied, creditor)));
            return Transition(by, basis, Reasons.Of(ReasonCode.Satisfied, _creditors));
        }
        var isDelivered = State is ObligationState.Delivered or ObligationState.Answered or ObligationState.Disputed
            || (State == ObligationState.Settled && Delivery is not null);
        var reason = Reasons.Of(isDelivered ? ReasonCode.Insufficient : ReasonCode.InsufficientUndelivered, creditor);
        var decision = DecisionBy(by, basis, reason);
        if (isDelivered) _verdicts.Contest(creditor, decision, ++_sequence);
        else _verdicts.SetInsufficient(creditor, decision);
        return Transition(by, basis, reason);
    }

    /// <summary>No verdict: the due asked of what is still owed. What was promised before no longer makes it overdue.</summary>
    public bool GiveMoreTime(PartialDate due, EffectiveStatement by)
    {
        if (IsClosed) return false;
        if (!IsOwed) return true;
        SetDue(due, by.Name);
        LapsePromises();
        return true;
    }

    /// <summary>The due asked from now on; what is not owed keeps the one it had.</summary>
    public void ChangeDue(PartialDate due, EffectiveStatement by)
    {
        if (IsOwed) SetDue(due, by.Name);
    }

    /// <summary>The due asked, and the statement that set it.</summary>
    public void SetDue(PartialDate? due, string by) => (_obligation.DueAsked, _obligation.DueAskedBy) = (due, due is null ? "" : by);

    public bool Close(ObligationState state, EffectiveStatement by, Attribution basis, Reason reason)
    {
        if (IsClosed) return false;
        if (_obligation.Kind == ObligationKind.Performance) LapsePromises();
        _closed = state;
        Enter(state, by, basis, reason);
        return true;
    }

    /// <summary>The delivery that counts: the first that no creditor finds insufficient; null where there is none.</summary>
    private EffectiveStatement? Delivery => _deliveries.FirstAfter(_verdicts.ContestedAt);

    /// <summary>The state is a plain function of what was delivered, promised and acknowledged, and of each creditor's verdict.</summary>
    private ObligationState DeriveState()
    {
        if (IsClosed) return _closed;
        if (_creditors.Count > 0 && _creditors.All(_verdicts.IsSatisfied)) return ObligationState.Settled;
        if (Delivery is not null)
            return FormalPosition != Disposition.Unspecified && _obligation.Kind != ObligationKind.Performance
                ? ObligationState.Answered
                : ObligationState.Delivered;
        if (_promisedAt > Math.Max(0, _verdicts.ContestedAt)) return ObligationState.Promised;
        if (_verdicts.AreContesting) return ObligationState.Disputed;
        return _acknowledged ? ObligationState.Acknowledged : ObligationState.Outstanding;
    }

    /// <summary>Derives the state again after an act. If it changed, the act decided it.</summary>
    private bool Transition(EffectiveStatement by, Attribution basis, Reason reason, bool isWhole = false)
    {
        WriteVerdictsAndDelivery();
        var state = DeriveState();
        if (state == State) return true;
        if (state == ObligationState.Answered && !isWhole) AnswerWithKnownPosition(by, basis);
        else Enter(state, by, basis, reason);
        return true;
    }

    private void AddDelivery(EffectiveStatement by)
    {
        _deliveries.Add(++_sequence, by);
        LapsePromises();
    }

    /// <summary>What was promised so far no longer makes it overdue; it stays in the list.</summary>
    private void LapsePromises()
    {
        foreach (var promise in _obligation.Promises) promise.Stands = false;
        UpdateDuePromised();
    }

    private void UpdateDuePromised() =>
        _obligation.DuePromised = _obligation.Promises.LastOrDefault(promise => promise.Stands && promise.Due is not null)?.Due;

    private void SetFormal(EffectiveStatement by, Attribution basis, Disposition position, ReasonCode how)
    {
        _obligation.FormalPosition = position;
        _obligation.FormalDecision = DecisionBy(by, basis, Reasons.Of(how, Debtor, position));
    }

    /// <summary>Delivered, and a position known, in whatever order: both statements decided it, on the weaker basis of the two.</summary>
    private void AnswerWithKnownPosition(EffectiveStatement by, Attribution basis)
    {
        var decision = DecisionBy(by, basis, Reasons.Of(ReasonCode.Answered, Debtor, FormalPosition));
        // What was owed or contested until now did not deliver it.
        var delivered = State == ObligationState.Delivered ? _obligation.StateDecision : decision;
        var others = delivered.Statements.Concat(_obligation.FormalDecision.Statements).Where(name => name != by.Name).Distinct().ToList();
        decision.Basis = Attributions.Weaker(Attributions.Weaker(basis, delivered.Basis), _obligation.FormalDecision.Basis);
        decision.Statements.Clear();
        decision.Statements.AddRange(others.Append(by.Name));
        (State, _obligation.StateDecision) = (ObligationState.Answered, decision);
    }

    private void SetOpener(EffectiveStatement opener)
    {
        _obligation.Since = opener.Message.Said;
        _obligation.OpenedBy = opener.Name;
        _obligation.Negotiation = opener.Message.Negotiation;
    }

    private void WriteVerdictsAndDelivery()
    {
        _obligation.Verdicts.Clear();
        _obligation.Verdicts.AddRange(_verdicts.All);
        (_obligation.Delivered, _obligation.DeliveredDate) = (Delivery is not null, Delivery?.Message.Said);
    }

    private void Enter(ObligationState state, EffectiveStatement by, Attribution basis, Reason reason)
    {
        State = state;
        _obligation.StateDecision = DecisionBy(by, basis, reason);
    }

    private static Decision DecisionBy(EffectiveStatement by, Attribution basis, Reason reason) =>
        new() { Statements = { by.Name }, Basis = basis, Reason = reason };
}
