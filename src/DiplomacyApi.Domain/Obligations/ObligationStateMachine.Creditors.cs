using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

// To whom it is owed: who joins, who withdraws, and who asks again.
internal sealed partial class ObligationStateMachine
{
    /// <summary>Adds creditors. What is settled or closed cannot be joined.</summary>
    public bool AddCreditors(IEnumerable<string> creditors)
    {
        if (IsClosed || State == ObligationState.Settled) return false;
        var before = _creditors.Count;
        _creditors.UnionWith(creditors.Where(creditor => creditor != Debtor));
        if (_creditors.Count == before) return false;
        WriteCreditors();
        return true;
    }

    /// <summary>Removes creditors; closed if none is left.</summary>
    public bool RemoveCreditors(
        IReadOnlyCollection<string> creditors, ObligationState closing, EffectiveStatement by, Attribution basis, Reason reason)
    {
        if (IsClosed || !creditors.Any(_creditors.Contains)) return false;
        _creditors.ExceptWith(creditors);
        if (_creditors.Count == 0) return Close(closing, by, basis, reason);
        _verdicts.Remove(creditors);
        WriteCreditors();
        return Transition(by, basis, reason);
    }

    /// <summary>
    /// Asks again: these authors are creditors again. If it is still owed, nothing else changes. Otherwise it is OUTSTANDING from now on,
    /// and of what was said before only the verdicts of the other creditors still count.
    /// </summary>
    public bool AskAgain(EffectiveStatement by, Attribution basis, IReadOnlyCollection<string> authors, PartialDate? due)
    {
        if (_closed == ObligationState.Superseded) return false;
        if (IsClosed) _verdicts.Remove(_obligation.Creditors);
        _creditors.UnionWith(authors.Where(author => author != Debtor));
        // What is owed stays owed, even if an earlier delivery was contested; but a creditor that asks again is no longer satisfied.
        _verdicts.Remove(IsOwed ? authors.Where(_verdicts.IsSatisfied).ToList() : authors);
        WriteCreditors();
        if (IsOwed) return Transition(by, basis, Reasons.Of(ReasonCode.AskedAgain, authors));
        (_closed, _acknowledged, _promisedAt) = (ObligationState.Unspecified, false, 0);
        _deliveries.Clear();
        _verdicts.ClearContests();
        foreach (var promise in _obligation.Promises) promise.AskedAgain = true;
        LapsePromises();
        SetDue(due, by.Name);
        (_obligation.SpokenPosition, _obligation.SpokenDecision) = (Disposition.Unspecified, null);
        (_obligation.FormalPosition, _obligation.FormalDecision) = (Disposition.Unspecified, null);
        _obligation.Acknowledgement = Disposition.Unspecified;
        SetOpener(by);
        WriteVerdictsAndDelivery();
        Enter(ObligationState.Outstanding, by, basis, Reasons.Of(ReasonCode.AskedAgain, authors));
        return true;
    }

    /// <summary>A closed obligation shows the creditors that it had last.</summary>
    private void WriteCreditors()
    {
        _obligation.Creditors.Clear();
        _obligation.Creditors.AddRange(_creditors);
    }
}
