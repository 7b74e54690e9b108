using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Folds what is seen of one promise to do something.</summary>
internal sealed class PromiseFold : SubjectFold
{
    private readonly SortedDictionary<string, Owed> _owed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;

    private PromiseFold(Moment moment, string name, Effects effects) : base(moment, name, effects)
    {
        var facts = Concerned(moment, name).ToList();
        _names = [name, .. facts.Where(IsRestatement).Select(fact => fact.Name)];
        ApplyAll(facts);
    }

    public static new PromiseFold Of(Moment moment, string name, Effects effects) => new(moment, name, effects);

    public override IEnumerable<Owed> Owing => _owed.Values;

    /// <summary>By which statements which promisors told that all of it was done.</summary>
    public HashSet<(string Statement, string Debtor)> Kept { get; } = [];

    /// <summary>The promise, what restates it, and what acts on either; by both names it goes.</summary>
    public static IEnumerable<Fact> Concerned(Moment moment, string name)
    {
        var (names, found) = (new Queue<string>([name]), new HashSet<Fact>());
        while (names.TryDequeue(out var next))
            foreach (var fact in moment.Naming(next).Where(fact => fact.Name == next || fact.ActedOn.Contains(next)))
                if (found.Add(fact) && fact.Name != next && IsRestatement(fact) && fact.Statement.Promise.Restates == next)
                    names.Enqueue(fact.Name);
        return found;
    }

    /// <summary>The promise that a statement says again, or that it is.</summary>
    public static string RootOf(Moment moment, string name)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        while (passed.Add(name) && moment.Naming(name).FirstOrDefault(fact => fact.Name == name) is { } fact && IsRestatement(fact)) name = fact.Statement.Promise.Restates;
        return name;
    }

    public static bool IsRestatement(Fact fact) => fact.Statement.Promise is { Kind: PromiseKind.ToDo, Restates.Length: > 0 };

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

    protected override bool Concerns(Fact fact) => fact.Name == Name || fact.ActedOn.Any(_names.Contains);

    protected override bool IsPlain(Fact fact) => fact.Statement.ActCase is Statement.ActOneofCase.Fulfillment or Statement.ActOneofCase.Assessment;

    protected override void Apply(Fact fact)
    {
        switch (fact.Statement.ActCase)
        {
            case Statement.ActOneofCase.Promise when fact.Name == Name && fact.Statement.Promise.Kind == PromiseKind.ToDo && !IsRestatement(fact): Open(fact); break;
            case Statement.ActOneofCase.Promise when IsRestatement(fact): Restated(fact); break;
            case Statement.ActOneofCase.Fulfillment: Fulfilled(fact); break;
            case Statement.ActOneofCase.Assessment: Assessed(fact); break;
            case Statement.ActOneofCase.Withdrawal: Withdrawn(fact); break;
        }
    }

    private void Open(Fact fact)
    {
        var act = fact.Statement.Promise;
        var voices = Moment.VoicesOf(fact);
        var creditors = fact.PartiesOf(fact.Statement.Addressees);
        foreach (var debtor in fact.Parties.Where(voices.IsFoldedFor))
        {
            var promise = Describe(fact, debtor, creditors, voices.BasisOf(debtor) ?? fact.Statement.Attribution);
            Promises.Add(promise);
            if (voices.BasisOf(debtor) is not { } basis || basis.IsWeak())
            {
                promise.WithoutEffect = voices.BasisOf(debtor) is null ? Hindrance.Denied() : Hindrance.Of(fact.Name, WithoutEffectReason.Basis);
                Effects.Nothing(fact, () => promise.WithoutEffect);
                continue;
            }
            var owed = new Owed(ObligationKind.Performance, fact.Name, "", debtor, creditors, fact, basis);
            owed.Message.Titles.AddRange(act.Titles);
            owed.Promise(fact, basis, act.Due);
            _owed.Add(debtor, owed);
            Effects.Did(fact, Effects.Opened(owed));
        }
    }

    /// <summary>Promised again, by each promisor for itself, with the due given now.</summary>
    private void Restated(Fact fact)
    {
        foreach (var (debtor, owed, basis) in Speaking(fact))
        {
            if (!Effects.Moving(fact, owed, one => one.Promise(fact, basis, fact.Statement.Promise.Due))) continue;
            var promise = Promises.First(promise => promise.Debtor == debtor);
            promise.RestatedBy.Add(fact.Name);
            if (fact.Statement.Promise.Due is { } due) promise.Due = due;
        }
        Effects.Nothing(fact, () => OfPromisors(fact));
    }

    private void Fulfilled(Fact fact)
    {
        foreach (var (debtor, owed, basis) in Speaking(fact))
        {
            if (!fact.Statement.Fulfillment.Complete)
            {
                if (!owed.IsClosed) Effects.Did(fact, Effects.On(owed, EffectKind.DoneInPart));
            }
            else if (Effects.Moving(fact, owed, one => one.Perform(fact, basis)))
            {
                Kept.Add((fact.Name, debtor));
            }
        }
        Effects.Nothing(fact, () => OfPromisors(fact));
    }

    private void Assessed(Fact fact)
    {
        var debtors = fact.PartiesOf(fact.Statement.Assessment.Debtors);
        foreach (var owed in _owed.Values.Where(IsMeant)) DemandFold.Judge(fact, owed, Moment.VoicesOf(fact), Effects);
        Effects.Nothing(fact, () => Hindrance.OfCreditors(Name, Moment.VoicesOf(fact), _owed.Values, IsMeant));

        bool IsMeant(Owed owed) => debtors.Count == 0 || debtors.Contains(owed.Debtor);
    }

    private void Withdrawn(Fact fact)
    {
        foreach (var (debtor, owed, basis) in Speaking(fact))
            if (Effects.Moving(fact, owed, one => one.Close(ObligationState.Withdrawn, fact, basis, Reasons.Of(ReasonCode.Withdrawn, debtor))))
                foreach (var promise in Promises.Where(promise => promise.Debtor == debtor)) promise.Withdrawn = true;
        Effects.Nothing(fact, () => OfPromisors(fact));
    }

    /// <summary>Why those who speak do nothing to the promise: it is for its promisors to say, before it is taken back.</summary>
    private WithoutEffect OfPromisors(Fact fact) => _owed.Count == 0
        ? Hindrance.Of(Name, SubjectFlaw.ObligesNobody)
        : Hindrance.OfParties(Name, Moment.VoicesOf(fact), PartyRole.Author, _owed.ContainsKey) ?? Hindrance.Of(Name, WithoutEffectReason.Closed);

    /// <summary>The promisors for whom a statement counts on a word that is good enough.</summary>
    private IEnumerable<(string Debtor, Owed Owed, Attribution Basis)> Speaking(Fact fact)
    {
        var voices = Moment.VoicesOf(fact);
        foreach (var (debtor, owed) in _owed)
            if (voices.BasisOf(debtor) is { } basis && !basis.IsWeak())
                yield return (debtor, owed, basis);
    }
}
