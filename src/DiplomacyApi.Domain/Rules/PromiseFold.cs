using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Folds what is seen of one promise to do something.</summary>
internal sealed class PromiseFold
{
    private readonly SortedDictionary<string, Owed> _owed = new(StringComparer.Ordinal);

    public PromiseFold(Moment moment, string name, Effects effects)
    {
        var facts = moment.Naming(name).Where(fact => fact.Name == name || fact.ActedOn.Contains(name)).Distinct();
        foreach (var fact in FoldOrder.Of(facts))
        {
            switch (fact.Statement.ActCase)
            {
                case Statement.ActOneofCase.Promise when fact.Name == name: Open(moment, fact, effects); break;
                case Statement.ActOneofCase.Fulfillment: Fulfilled(moment, fact, effects); break;
                case Statement.ActOneofCase.Assessment: Assessed(moment, fact, effects); break;
                case Statement.ActOneofCase.Withdrawal: Withdrawn(moment, fact, effects); break;
            }
        }
    }

    public IEnumerable<Obligation> Obligations => _owed.Values.Select(owed => owed.Message);

    public List<Promise> Promises { get; } = [];

    public static Promise Describe(Fact fact, string debtor, IEnumerable<string> creditors, Attribution basis)
    {
        var act = fact.Statement.Promise;
        var promise = new Promise
        {
            Statement = fact.Name,
            Kind = act.Kind,
            Debtor = debtor,
            Demand = act.Demand,
            Due = act.Due,
            Said = fact.Statement.Said,
            Basis = basis,
            Negotiation = fact.Statement.Negotiation,
        };
        promise.Creditors.AddRange(creditors.Order(StringComparer.Ordinal));
        promise.Items.AddRange(act.Items);
        promise.Titles.AddRange(act.Titles);
        return promise;
    }

    private void Open(Moment moment, Fact fact, Effects effects)
    {
        var act = fact.Statement.Promise;
        var voices = moment.VoicesOf(fact);
        var creditors = fact.PartiesOf(fact.Statement.Addressees);
        foreach (var debtor in fact.Parties.Where(voices.IsFoldedFor))
        {
            var promise = Describe(fact, debtor, creditors, voices.BasisOf(debtor) ?? fact.Statement.Attribution);
            Promises.Add(promise);
            if (voices.BasisOf(debtor) is not { } basis || basis.IsWeak())
            {
                promise.WithoutEffect = voices.BasisOf(debtor) is null ? "it is denied" : "on anonymous or media word nothing is promised";
                effects.Nothing(fact, promise.WithoutEffect);
                continue;
            }
            var owed = new Owed(ObligationKind.Performance, fact.Name, "", debtor, creditors, fact, basis, ObligationState.Promised);
            owed.Message.Titles.AddRange(act.Titles);
            owed.Message.Due = act.Due;
            owed.Promise(fact, basis, act.Due);
            _owed.Add(debtor, owed);
            effects.Did(fact, $"{Owed.Id(debtor)}: a performance is owed");
        }
    }

    private void Fulfilled(Moment moment, Fact fact, Effects effects)
    {
        foreach (var (debtor, owed) in _owed)
        {
            if (moment.VoicesOf(fact).BasisOf(debtor) is not { } basis || basis.IsWeak()) continue;
            if (fact.Statement.Fulfillment.Complete) effects.Moving(fact, owed, one => one.Perform(fact, basis));
            else if (!owed.IsClosed) effects.Did(fact, $"{Owed.Id(debtor)}: done in part");
        }
        effects.Nothing(fact, "only who promised tells of keeping it, on its own word, while it is open");
    }

    private void Assessed(Moment moment, Fact fact, Effects effects)
    {
        var act = fact.Statement.Assessment;
        var debtors = fact.PartiesOf(act.Debtors);
        foreach (var owed in _owed.Values.Where(owed => debtors.Count == 0 || debtors.Contains(owed.Debtor)))
            if (moment.VoicesOf(fact).BestOf(owed.Message.Creditors) is { } basis && !basis.IsWeak())
                effects.Moving(fact, owed, one => act.Verdict == Verdict.Satisfied ? one.Settle(fact, basis) : one.Dispute(fact, basis));
        effects.Nothing(fact, "only the creditor judges, on its own word, before it is taken back or replaced");
    }

    private void Withdrawn(Moment moment, Fact fact, Effects effects)
    {
        foreach (var (debtor, owed) in _owed)
            if (moment.VoicesOf(fact).BasisOf(debtor) is { } basis && !basis.IsWeak()
                && effects.Moving(fact, owed, one => one.Close(ObligationState.Withdrawn, fact, basis, $"{Owed.Id(debtor)} took it back")))
                foreach (var promise in Promises.Where(promise => promise.Debtor == debtor)) promise.Withdrawn = true;
        effects.Nothing(fact, "only who promised takes it back, on its own word");
    }
}
