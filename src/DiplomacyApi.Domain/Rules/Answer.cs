using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>One response as it bears on one demand.</summary>
internal sealed class Answer
{
    private readonly Fact _fact;
    private readonly ResponseAct _act;
    private readonly DemandShape _shape;
    private readonly Dictionary<string, Disposition> _byItem = new(StringComparer.Ordinal);
    private readonly bool _leaked;
    private readonly bool _written;
    private readonly IReadOnlyList<string> _addressees;

    public Answer(Fact fact, string demand, DemandShape shape)
    {
        (_fact, _act, _shape) = (fact, fact.Statement.Response, shape);
        foreach (var position in _act.Positions)
            if (position.Demand == demand || (position.Demand.Length == 0 && _act.Demands.Count == 1))
                _byItem[position.Item] = position.Position;
        _leaked = fact.Statement.Release == Release.Leaked;
        _written = fact.Statement.Form == Form.Written;
        _addressees = fact.PartiesOf(fact.Statement.Addressees);
    }

    /// <summary>Whether it says anything on what is owed: on its item, on all, or by passing it over.</summary>
    public bool IsAbout(Owed owed) => _byItem.ContainsKey(owed.Item) || _act.Position != Disposition.Unspecified || _act.Complete;

    public bool ApplyTo(Owed owed, Attribution basis)
    {
        if (_byItem.TryGetValue(owed.Item, out var position)) return Take(owed, basis, position, byItem: true);
        if (_act.Position != Disposition.Unspecified) return Take(owed, basis, _act.Position, byItem: false);
        return _act.Complete && PassedOver(owed, basis);
    }

    /// <summary>Whether it is in the required form: in writing, to one of the creditors at least.</summary>
    private bool Delivers(Owed owed, Attribution basis) => !_leaked && !basis.IsWeak()
        && (_shape.RequiredForm != RequiredForm.Written || (_written && _addressees.Any(owed.Creditors.Contains)));

    private bool Take(Owed owed, Attribution basis, Disposition position, bool byItem)
    {
        if (position is Disposition.Acknowledged or Disposition.Deferred) return owed.Acknowledge(_fact, basis, position);
        if (position == Disposition.Undisclosed) return Delivers(owed, basis) && owed.DeliverUndisclosed(_fact, basis);
        if (!byItem && _shape.ItemByItem)
        {
            var spoken = owed.Speak(_fact, basis, position);
            return (Delivers(owed, basis) && owed.DeliverUndisclosed(_fact, basis)) || spoken;
        }
        if (Delivers(owed, basis)) return owed.Deliver(_fact, basis, position);
        return _leaked && _written ? owed.Leak(_fact, basis, position) : owed.Speak(_fact, basis, position);
    }

    /// <summary>What a text known whole leaves out is not addressed, unless a formal position is known; and delivered all the same.</summary>
    private bool PassedOver(Owed owed, Attribution basis)
    {
        var known = owed.Formal != Disposition.Unspecified;
        if (Delivers(owed, basis)) return known ? owed.DeliverUndisclosed(_fact, basis) : owed.Deliver(_fact, basis, Disposition.NotAddressed);
        return _leaked && _written && !known && owed.Leak(_fact, basis, Disposition.NotAddressed);
    }
}
