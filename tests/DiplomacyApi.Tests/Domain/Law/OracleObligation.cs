using Diplomacy.V1;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>One obligation while it is folded: the table of states, cell by cell.</summary>
internal sealed class OracleObligation(Flaw flaw)
{
    private Disposition _spoken;
    private Disposition _formal;
    private Disposition _acknowledgement;
    private string _stateBy = "", _spokenBy = "", _formalBy = "";
    private Attribution _spokenBasis, _formalBasis;
    private bool _isDelivered;

    public required ObligationKind Kind { get; init; }
    public required string Subject { get; init; }
    public required string Item { get; init; }
    public required string Debtor { get; init; }
    public required List<string> Creditors { get; init; }
    public required Said OpenedBy { get; init; }
    public string Since { get; set; } = "";
    public List<string> Promises { get; } = [];
    public ObligationState State { get; private set; } = ObligationState.Outstanding;

    public bool IsOwed => State is ObligationState.Outstanding or ObligationState.Acknowledged or ObligationState.Promised;

    private bool IsClosed => flaw != Flaw.WithdrawnIsMoved && State is ObligationState.Withdrawn or ObligationState.Superseded;

    public void Move(ObligationState state, Said by)
    {
        State = state;
        _stateBy = by.Name;
    }

    public void Speak(Disposition position, Said by, Attribution basis)
    {
        if (IsClosed) return;
        var isBetterKnown = _spoken != Disposition.Unspecified && Rank(_spokenBasis) > Rank(basis);
        if (IsWeak(basis) && isBetterKnown && flaw != Flaw.WeakSpokenReplacesBetter) return;
        (_spoken, _spokenBy, _spokenBasis) = (position, by.Name, basis);
        if (flaw == Flaw.SpokenOverwritesFormal && _formal != Disposition.Unspecified)
            (_formal, _formalBy, _formalBasis) = (position, by.Name, basis);
    }

    public void Formal(Disposition position, Said by, Attribution basis)
    {
        if (IsClosed) return;
        (_formal, _formalBy, _formalBasis) = (position, by.Name, basis);
        if (State == ObligationState.Delivered && Kind != ObligationKind.Performance) Move(ObligationState.Answered, by);
    }

    /// <summary>NOT_ADDRESSED, where nothing formal is known.</summary>
    public void LeftOut(Said by, Attribution basis)
    {
        if (_formal == Disposition.Unspecified || flaw == Flaw.CompleteOverwrites) Formal(Disposition.NotAddressed, by, basis);
    }

    public void Deliver(Said by)
    {
        if (IsClosed) return;
        _isDelivered = true;
        var isKnown = _formal != Disposition.Unspecified && Kind != ObligationKind.Performance && flaw != Flaw.UndisclosedForgetsFormal;
        if (IsOwed || State == ObligationState.Disputed) Move(isKnown ? ObligationState.Answered : ObligationState.Delivered, by);
    }

    public void Acknowledge(Disposition acknowledgement, Said by)
    {
        if (IsClosed) return;
        _acknowledgement = acknowledgement;
        if (State == ObligationState.Outstanding || (flaw == Flaw.AcknowledgementMovesPromised && IsOwed))
            Move(ObligationState.Acknowledged, by);
    }

    public void Promise(Said by)
    {
        if (IsClosed) return;
        Promises.Add(by.Name);
        if (State is ObligationState.Outstanding or ObligationState.Acknowledged
            || (State == ObligationState.Disputed && flaw != Flaw.PromiseLeavesDisputed)
            || (State == ObligationState.Delivered && flaw == Flaw.PromiseMovesDelivered)) Move(ObligationState.Promised, by);
    }

    public void Satisfied(Said by)
    {
        if (!IsClosed && State != ObligationState.Settled) Move(ObligationState.Settled, by);
    }

    public void Insufficient(Said by)
    {
        if (State == ObligationState.Settled && !_isDelivered && flaw != Flaw.InsufficientAlwaysDisputes)
        {
            Move(Promises.Count > 0 ? ObligationState.Promised : ObligationState.Outstanding, by);
            return;
        }
        var moves = State is ObligationState.Delivered or ObligationState.Answered or ObligationState.Settled;
        if (!moves && !(flaw == Flaw.InsufficientMovesOwed && IsOwed)) return;
        _isDelivered = flaw == Flaw.DisputedKeepsDelivery && _isDelivered;
        Move(ObligationState.Disputed, by);
    }

    public void Withdraw(Said by)
    {
        if (!IsClosed) Move(ObligationState.Withdrawn, by);
    }

    public void Supersede(Said by)
    {
        if (!IsClosed) Move(ObligationState.Superseded, by);
    }

    public Answer Answer(string due) => new(
        Kind, Subject, Item, Debtor, Law.Answer.Joined(Creditors), State, _stateBy,
        _spoken, _spokenBy, _spokenBasis, _formal, _formalBy, _formalBasis, _acknowledgement,
        Since, OpenedBy.Name, due, Law.Answer.Joined(Promises), _isDelivered);
}
