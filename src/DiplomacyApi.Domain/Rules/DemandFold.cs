using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Folds what is seen of one demand at one instant, in two passes: what is asked and of whom, then what was answered.</summary>
internal sealed class DemandFold
{
    private readonly Moment _moment;
    private readonly string _name;
    private readonly Effects _effects;
    private readonly List<Fact> _facts;
    private readonly DemandShape _shape;
    private readonly SortedDictionary<(string Item, string Debtor), Owed> _owed = new(ItemThenDebtor.Comparer);

    public DemandFold(Moment moment, string name, Effects effects)
    {
        (_moment, _name, _effects) = (moment, name, effects);
        _facts = FoldOrder.Of(Concerned(moment, name));
        _shape = new DemandShape(moment, name, _facts);
        foreach (var fact in _facts) Apply(fact);
    }

    /// <summary>The demand without its debtors; null where it is not seen, or has no effect.</summary>
    public Demand? Demand => _shape.Demand;

    /// <summary>Whether it was withdrawn or superseded.</summary>
    public bool IsClosed => _shape.Closing is not null;

    public IEnumerable<Obligation> Obligations => _owed.Values.Select(Finished);

    public List<Promise> Promises { get; } = [];

    /// <summary>What makes the demand or acts on it, and what takes back promises made on it.</summary>
    public static IEnumerable<Fact> Concerned(Moment moment, string name)
    {
        var direct = moment.Naming(name).Where(fact => fact.Makes == name || fact.ActedOn.Contains(name)).ToList();
        var takenBack = direct.Where(fact => fact.Statement.ActCase is Statement.ActOneofCase.Promise)
            .SelectMany(promise => moment.Naming(promise.Name).Where(fact => fact.Statement.ActCase is Statement.ActOneofCase.Withdrawal));
        return direct.Concat(takenBack).Distinct();
    }

    private void Apply(Fact fact)
    {
        if (_shape.Openings.TryGetValue(fact, out var opening)) Open(fact, opening);
        if (fact.Makes == _name) return;
        if (_shape.Closing is { } closing && closing.By == fact) Close(closing);
        switch (fact.Statement.ActCase)
        {
            case Statement.ActOneofCase.Promise when fact.Statement.Promise.Kind == PromiseKind.ToAnswer: Promised(fact); break;
            case Statement.ActOneofCase.Response: Answered(fact); break;
            case Statement.ActOneofCase.Assessment when fact.Statement.Assessment.Demand == _name: Assessed(fact); break;
            case Statement.ActOneofCase.Demand when fact.Statement.Demand.Restates == _name:
                Unless(_shape.Restatements.Contains(fact), fact, "only the author restates a demand, on its own word, before it is taken back or replaced");
                break;
            case Statement.ActOneofCase.Withdrawal when fact.Statement.Withdrawal.Subject == _name:
                Unless(_shape.Closing?.By == fact, fact, "only the author takes a demand back, on its own word, once");
                break;
        }
    }

    private void Open(Fact by, DemandShape.Opening opening)
    {
        foreach (var item in opening.Items)
        {
            foreach (var debtor in opening.Debtors)
            {
                if (_owed.ContainsKey((item.Id, debtor))) continue;
                var owed = new Owed(ObligationKind.Answer, _name, item.Id, debtor, _shape.Creditors, by, opening.Basis, ObligationState.Outstanding);
                owed.Message.ItemTitles.AddRange(item.Titles);
                _owed.Add((item.Id, debtor), owed);
                _effects.Did(by, $"{Owed.Id(debtor)}{(item.Id.Length == 0 ? "" : ", " + item.Id)}: an answer is owed");
            }
        }
    }

    private void Close(DemandShape.End closing)
    {
        foreach (var owed in _owed.Values)
            _effects.Moving(closing.By, owed, one => one.Close(closing.State, closing.By, closing.Basis, closing.Reason));
    }

    private void Promised(Fact fact)
    {
        var act = fact.Statement.Promise;
        var voices = _moment.VoicesOf(fact);
        foreach (var debtor in fact.Parties.Where(voices.IsFoldedFor))
        {
            var withdrawn = IsTakenBack(_moment, fact, debtor);
            var promise = PromiseFold.Describe(fact, debtor, _shape.Creditors, voices.BasisOf(debtor) ?? fact.Statement.Attribution);
            promise.Withdrawn = withdrawn;
            var moved = false;
            foreach (var owed in Of(debtor).Where(owed => act.Items.Count == 0 || act.Items.Contains(owed.Item)))
                if (!withdrawn && voices.BasisOf(debtor) is { } basis)
                    moved |= _effects.Moving(fact, owed, one => one.Promise(fact, basis, act.Due));
            if (!moved && !withdrawn) promise.WithoutEffect = WhyNoPromise(voices, debtor);
            if (withdrawn) promise.State = ObligationState.Withdrawn;
            Promises.Add(promise);
        }
        Unless(false, fact, "it was taken back, is on anonymous or media word, or nothing was owed by who promised");
    }

    private static string WhyNoPromise(Voices voices, string debtor) => voices.BasisOf(debtor) switch
    {
        null => "it is denied",
        { } basis when basis.IsWeak() => "on anonymous or media word nothing is promised",
        _ => "nothing it covers was owed by this debtor",
    };

    private void Answered(Fact fact)
    {
        var voices = _moment.VoicesOf(fact);
        var response = new Answer(fact, _name, _shape);
        foreach (var debtor in voices.Parties)
        {
            if (_shape.InOwnName && fact.Parties.Count > 1) continue;
            var basis = voices.BasisOf(debtor)!.Value;
            foreach (var owed in Of(debtor))
                _effects.Moving(fact, owed, one => response.ApplyTo(one, basis));
        }
        Unless(false, fact, "nobody it speaks for owes an answer on these items, or it says nothing on them that counts");
    }

    private void Assessed(Fact fact)
    {
        var act = fact.Statement.Assessment;
        var voices = _moment.VoicesOf(fact);
        if (voices.BestOf(_shape.Creditors) is { } basis && !basis.IsWeak())
        {
            var debtors = fact.PartiesOf(act.Debtors);
            foreach (var owed in _owed.Values)
                if ((act.Items.Count == 0 || act.Items.Contains(owed.Item)) && (debtors.Count == 0 || debtors.Contains(owed.Debtor)))
                    _effects.Moving(fact, owed, one => act.Verdict == Verdict.Satisfied ? one.Settle(fact, basis) : one.Dispute(fact, basis));
        }
        Unless(false, fact, "only the creditor judges, on its own word, before it is taken back or replaced");
    }

    private IEnumerable<Owed> Of(string debtor) => _owed.Values.Where(owed => owed.Debtor == debtor);

    private void Unless(bool done, Fact fact, string why)
    {
        if (done) _effects.Did(fact, "holds for the demand");
        else _effects.Nothing(fact, why);
    }

    /// <summary>Whether a promisor took its promise back. It is then as if never made, wherever the withdrawal stands.</summary>
    internal static bool IsTakenBack(Moment moment, Fact promise, string promisor) =>
        moment.Naming(promise.Name).Any(fact => fact.Statement.ActCase is Statement.ActOneofCase.Withdrawal
            && fact.Statement.Withdrawal.Subject == promise.Name
            && moment.VoicesOf(fact).BasisOf(promisor) is { } basis && !basis.IsWeak());

    /// <summary>The obligation with what holds for the demand as a whole.</summary>
    private Obligation Finished(Owed owed)
    {
        var obligation = owed.Message;
        obligation.RequiredForm = _shape.RequiredForm;
        obligation.ItemByItem = _shape.ItemByItem;
        obligation.Due = _shape.Due;
        obligation.Titles.Clear();
        obligation.Titles.AddRange(_shape.Titles);
        return obligation;
    }
}
