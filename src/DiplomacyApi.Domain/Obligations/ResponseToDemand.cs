using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>One response as it bears on one demand.</summary>
internal sealed class ResponseToDemand
{
    private readonly EffectiveStatement _statement;
    private readonly ResponseAct _act;
    private readonly DemandTerms _terms;
    private readonly Dictionary<string, Disposition> _byItem = new(StringComparer.Ordinal);
    private readonly bool _isLeaked;
    private readonly bool _isWritten;
    private readonly IReadOnlyList<string> _addressees;

    public ResponseToDemand(EffectiveStatement statement, string demand, DemandTerms shape)
    {
        (_statement, _act, _terms) = (statement, statement.Message.Response, shape);
        foreach (var position in _act.Positions)
            if (position.Demand == demand || (position.Demand.Length == 0 && _act.Demands.Count == 1))
                _byItem[position.Item] = position.Position;
        _isLeaked = statement.Message.Release == Release.Leaked;
        _isWritten = statement.Message.Form == Form.Written;
        _addressees = statement.PartiesOf(statement.Message.Addressees);
    }

    /// <summary>Whether it says anything on what is owed: on its item, on all, or by passing it over.</summary>
    public bool IsAbout(ObligationStateMachine obligation) =>
        _byItem.ContainsKey(obligation.Item) || _act.Position != Disposition.Unspecified || _act.Complete;

    public bool ApplyTo(ObligationStateMachine obligation, Attribution basis)
    {
        if (_byItem.TryGetValue(obligation.Item, out var position)) return ApplyPosition(obligation, basis, position, byItem: true);
        if (_act.Position != Disposition.Unspecified) return ApplyPosition(obligation, basis, _act.Position, byItem: false);
        return _act.Complete && ApplyToUnnamedItem(obligation, basis);
    }

    /// <summary>Whether it is in the required form: in writing, to one of the creditors at least.</summary>
    private bool Delivers(ObligationStateMachine obligation, Attribution basis) => !_isLeaked && !basis.IsWeak()
        && (_terms.RequiredForm != RequiredForm.Written || (_isWritten && _addressees.Any(obligation.Creditors.Contains)));

    private bool ApplyPosition(ObligationStateMachine obligation, Attribution basis, Disposition position, bool byItem)
    {
        if (position is Disposition.Acknowledged or Disposition.Deferred) return obligation.Acknowledge(_statement, basis, position);
        if (position == Disposition.Undisclosed) return Delivers(obligation, basis) && obligation.DeliverUndisclosed(_statement, basis);
        if (!byItem && _terms.ItemByItem)
        {
            var spoken = obligation.SetSpokenPosition(_statement, basis, position);
            return (Delivers(obligation, basis) && obligation.DeliverUndisclosed(_statement, basis)) || spoken;
        }
        if (Delivers(obligation, basis)) return obligation.Deliver(_statement, basis, position);
        return _isLeaked && _isWritten
            ? obligation.SetLeakedPosition(_statement, basis, position)
            : obligation.SetSpokenPosition(_statement, basis, position);
    }

    /// <summary>
    /// What a text known whole leaves out is not addressed, unless a formal position is known; and delivered all the same.
    /// </summary>
    private bool ApplyToUnnamedItem(ObligationStateMachine obligation, Attribution basis)
    {
        var known = obligation.FormalPosition != Disposition.Unspecified;
        if (Delivers(obligation, basis))
            return known
                ? obligation.DeliverUndisclosed(_statement, basis)
                : obligation.Deliver(_statement, basis, Disposition.NotAddressed);
        return _isLeaked && _isWritten && !known && obligation.SetLeakedPosition(_statement, basis, Disposition.NotAddressed);
    }
}
