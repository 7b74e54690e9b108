using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>Folds what is seen of one promise to do something.</summary>
internal sealed class PromiseFold : SubjectFold
{
    private readonly SortedDictionary<string, ObligationStateMachine> _obligations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;

    private PromiseFold(AsOfView view, string name, EffectLog effects) : base(view, name, effects)
    {
        var statements = StatementsConcerning(view, name).ToList();
        _names = [name, .. statements.Where(IsRestatement).Select(statement => statement.Name)];
        ApplyAll(statements);
    }

    public static new PromiseFold Of(AsOfView view, string name, EffectLog effects) => new(view, name, effects);

    public override IEnumerable<ObligationStateMachine> Machines => _obligations.Values;

    /// <summary>The statements that report complete fulfilment, each with the promisor who fulfilled it.</summary>
    public HashSet<(string Statement, string Debtor)> Fulfillments { get; } = [];

    /// <summary>The promise, what restates it, and what acts on either: acts may use either name.</summary>
    public static IEnumerable<EffectiveStatement> StatementsConcerning(AsOfView view, string name)
    {
        var (names, found) = (new Queue<string>([name]), new HashSet<EffectiveStatement>());
        while (names.TryDequeue(out var next))
            foreach (var statement in view.StatementsNaming(next)
                    .Where(statement => statement.Name == next || statement.ActedOn.Contains(next)))
                if (found.Add(statement) && statement.Name != next && IsRestatement(statement)
                        && statement.Message.Promise.Restates == next)
                    names.Enqueue(statement.Name);
        return found;
    }

    /// <summary>The promise that a statement restates, or the statement itself.</summary>
    public static string OriginalOf(AsOfView view, string name)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        while (passed.Add(name) && view.StatementsNaming(name).FirstOrDefault(statement => statement.Name == name) is { } statement
                && IsRestatement(statement))
            name = statement.Message.Promise.Restates;
        return name;
    }

    public static bool IsRestatement(EffectiveStatement statement) =>
        statement.Message.Promise is { Kind: PromiseKind.ToDo, Restates.Length: > 0 };

    public static Promise Describe(EffectiveStatement statement, string debtor, IEnumerable<string> creditors, Attribution basis)
    {
        var act = statement.Message.Promise;
        var promise = new Promise
        {
            Statement = statement.Name,
            Kind = act.Kind,
            Debtor = debtor,
            Demand = act.Demand,
            Due = act.Due,
            Said = statement.Message.Said,
            Basis = basis,
            Negotiation = statement.Message.Negotiation,
        };
        promise.Creditors.AddRange(creditors.Order(StringComparer.Ordinal));
        promise.Items.AddRange(act.Items);
        promise.Titles.AddRange(act.Titles);
        return promise;
    }

    protected override bool Concerns(EffectiveStatement statement) => statement.Name == Name || statement.ActedOn.Any(_names.Contains);

    protected override bool IsPlain(EffectiveStatement statement) =>
        statement.Message.ActCase is Statement.ActOneofCase.Fulfillment or Statement.ActOneofCase.Assessment;

    protected override void Apply(EffectiveStatement statement)
    {
        switch (statement.Message.ActCase)
        {
            case Statement.ActOneofCase.Promise when statement.Name == Name && statement.Message.Promise.Kind == PromiseKind.ToDo
                && !IsRestatement(statement):
                ApplyPromise(statement); break;
            case Statement.ActOneofCase.Promise when IsRestatement(statement): ApplyRestatement(statement); break;
            case Statement.ActOneofCase.Fulfillment: ApplyFulfillment(statement); break;
            case Statement.ActOneofCase.Assessment: ApplyAssessment(statement); break;
            case Statement.ActOneofCase.Withdrawal: ApplyWithdrawal(statement); break;
        }
    }

    private void ApplyPromise(EffectiveStatement statement)
    {
        var act = statement.Message.Promise;
        var effective = View.EffectivePartiesOf(statement);
        var creditors = statement.PartiesOf(statement.Message.Addressees);
        foreach (var debtor in statement.Parties.Where(effective.PassesMinBasisFor))
        {
            var promise = Describe(statement, debtor, creditors, effective.BasisOf(debtor) ?? statement.Message.Attribution);
            Promises.Add(promise);
            if (effective.BasisOf(debtor) is not { } basis || basis.IsWeak())
            {
                promise.WithoutEffect = effective.BasisOf(debtor) is null
                    ? NoEffectReasons.Denied()
                    : NoEffectReasons.Of(statement.Name, WithoutEffectReason.Basis);
                Effects.NoteNoEffect(statement, () => promise.WithoutEffect);
                continue;
            }
            var obligation = new ObligationStateMachine(
                ObligationKind.Performance, statement.Name, "", debtor, creditors, statement, basis);
            obligation.Message.Titles.AddRange(act.Titles);
            obligation.Promise(statement, basis, act.Due);
            _obligations.Add(debtor, obligation);
            Effects.Add(statement, EffectLog.Opened(obligation));
        }
    }

    /// <summary>Restated, by each promisor for itself, with the due given now.</summary>
    private void ApplyRestatement(EffectiveStatement statement)
    {
        foreach (var (debtor, obligation, basis) in SpeakingPromisors(statement))
        {
            if (!Effects.Apply(statement, obligation, one => one.Promise(statement, basis, statement.Message.Promise.Due))) continue;
            var promise = Promises.First(promise => promise.Debtor == debtor);
            promise.RestatedBy.Add(statement.Name);
            if (statement.Message.Promise.Due is { } due) promise.Due = due;
        }
        Effects.NoteNoEffect(statement, () => NoEffectOfPromisors(statement));
    }

    private void ApplyFulfillment(EffectiveStatement statement)
    {
        foreach (var (debtor, obligation, basis) in SpeakingPromisors(statement))
        {
            if (!statement.Message.Fulfillment.Complete)
            {
                if (!obligation.IsClosed) Effects.Add(statement, EffectLog.EffectOn(obligation, EffectKind.DoneInPart));
            }
            else if (Effects.Apply(statement, obligation, one => one.Perform(statement, basis)))
            {
                Fulfillments.Add((statement.Name, debtor));
            }
        }
        Effects.NoteNoEffect(statement, () => NoEffectOfPromisors(statement));
    }

    private void ApplyAssessment(EffectiveStatement statement)
    {
        var debtors = statement.PartiesOf(statement.Message.Assessment.Debtors);
        foreach (var obligation in _obligations.Values.Where(IsConcerned))
            DemandFold.Judge(statement, obligation, View.EffectivePartiesOf(statement), Effects);
        Effects.NoteNoEffect(statement, () =>
            NoEffectReasons.OfCreditors(Name, View.EffectivePartiesOf(statement), _obligations.Values, IsConcerned));

        bool IsConcerned(ObligationStateMachine obligation) => debtors.Count == 0 || debtors.Contains(obligation.Debtor);
    }

    private void ApplyWithdrawal(EffectiveStatement statement)
    {
        foreach (var (debtor, obligation, basis) in SpeakingPromisors(statement))
            if (Effects.Apply(statement, obligation, one =>
                    one.Close(ObligationState.Withdrawn, statement, basis, Reasons.Of(ReasonCode.Withdrawn, debtor))))
                foreach (var promise in Promises.Where(promise => promise.Debtor == debtor)) promise.Withdrawn = true;
        Effects.NoteNoEffect(statement, () => NoEffectOfPromisors(statement));
    }

    /// <summary>Why an act on the promise has no effect: only its promisors can do it, and not after it was withdrawn.</summary>
    private WithoutEffect NoEffectOfPromisors(EffectiveStatement statement) => _obligations.Count == 0
        ? NoEffectReasons.Of(Name, SubjectFlaw.ObligesNobody)
        : NoEffectReasons.OfParties(Name, View.EffectivePartiesOf(statement), PartyRole.Author, _obligations.ContainsKey)
            ?? NoEffectReasons.Of(Name, WithoutEffectReason.Closed);

    /// <summary>The promisors for whom a statement counts on a basis that is good enough.</summary>
    private IEnumerable<(string Debtor, ObligationStateMachine Obligation,
        Attribution Basis)> SpeakingPromisors(EffectiveStatement statement)
    {
        var effective = View.EffectivePartiesOf(statement);
        foreach (var (debtor, obligation) in _obligations)
            if (effective.BasisOf(debtor) is { } basis && !basis.IsWeak())
                yield return (debtor, obligation, basis);
    }
}
