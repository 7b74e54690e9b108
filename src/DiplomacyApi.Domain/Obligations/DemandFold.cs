using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>Folds what is seen of one demand at one instant: what is asked, by whom and of whom, and what was answered.</summary>
internal sealed partial class DemandFold : SubjectFold
{
    private readonly DemandTerms _terms;
    private readonly SortedDictionary<(string Item, string Debtor), ObligationStateMachine> _obligations =
        new(ItemThenDebtorComparer.Instance);
    private ObligationState _closedAs;
    private bool _isReplaced;

    private DemandFold(AsOfView view, string name, IEnumerable<EffectiveStatement> statements, EffectLog effects, DemandTerms? required)
        : base(view, name, effects)
    {
        _terms = new DemandTerms(name, required);
        ApplyAll(statements);
        var creditors = _terms.RemainingAuthors.Concat(_obligations.Values.SelectMany(obligation => obligation.Creditors))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        _terms.Describe(creditors.Count > 0 ? creditors : _terms.Authors);
    }

    /// <summary>The demand without its debtors; null where it is not seen, or has no effect.</summary>
    public override Demand? Demand => _terms.Demand;

    /// <summary>Whether it was withdrawn or superseded: by all its authors, with nothing left that others joined.</summary>
    public override bool IsClosed => _closedAs != ObligationState.Unspecified;

    public override IEnumerable<ObligationStateMachine> Machines => _obligations.Values;

    /// <summary>
    /// A form that a restatement requires applies from the start. If there may be one, a first fold finds what is required.
    /// </summary>
    public static new DemandFold Of(AsOfView view, string name, EffectLog effects)
    {
        var statements = StatementsConcerning(view, name).ToList();
        var required = statements.Exists(statement => DemandTerms.MayRequire(statement, name))
            ? new DemandFold(view, name, statements, new EffectLog(), null)._terms
            : null;
        return new DemandFold(view, name, statements, effects, required);
    }

    /// <summary>What makes the demand or acts on it, and what withdraws, fulfils or restates promises about it.</summary>
    private static IEnumerable<EffectiveStatement> StatementsConcerning(AsOfView view, string name)
    {
        var direct = view.StatementsNaming(name).Where(statement => IsAbout(statement, name)).ToList();
        var onPromises = direct.Where(statement => statement.Message.ActCase is Statement.ActOneofCase.Promise)
            .SelectMany(promise => PromiseFold.StatementsConcerning(view, promise.Name))
            .Where(statement => statement.Message.ActCase is Statement.ActOneofCase.Withdrawal or Statement.ActOneofCase.Fulfillment
                || PromiseFold.IsRestatement(statement));
        return direct.Concat(onPromises).Distinct();
    }

    /// <summary>
    /// Whether a promisor withdrew its promise, which then counts as never made, wherever the withdrawal comes in the order.
    /// </summary>
    internal static bool IsWithdrawnBy(AsOfView view, EffectiveStatement promise, string promisor) =>
        view.StatementsNaming(promise.Name).Any(statement => statement.Message.ActCase is Statement.ActOneofCase.Withdrawal
            && statement.Message.Withdrawal.Subject == promise.Name
            && view.EffectivePartiesOf(statement).BasisOf(promisor) is { } basis && !basis.IsWeak());

    private static bool IsAbout(EffectiveStatement statement, string name) => statement.Makes == name || statement.ActedOn.Contains(name);

    protected override bool Concerns(EffectiveStatement statement) => IsAbout(statement, Name);

    /// <summary>What withdraws, fulfils or restates a promise may be about one on the demand.</summary>
    protected override bool MayConcernIndirectly(EffectiveStatement statement) =>
        statement.Message.ActCase is Statement.ActOneofCase.Withdrawal or Statement.ActOneofCase.Fulfillment
        || PromiseFold.IsRestatement(statement);

    protected override bool IsPlain(EffectiveStatement statement) => statement.Makes is null && statement.Message.ActCase switch
    {
        Statement.ActOneofCase.Promise => statement.Message.Promise.Kind == PromiseKind.ToAnswer,
        Statement.ActOneofCase.Fulfillment => statement.Message.Fulfillment.Subject == Name,
        Statement.ActOneofCase.Response or Statement.ActOneofCase.Assessment => true,
        // What only names it, such as a condition, changes nothing of it.
        Statement.ActOneofCase.Condition or Statement.ActOneofCase.Warning or Statement.ActOneofCase.Remark => true,
        _ => false,
    };

    protected override void Apply(EffectiveStatement statement)
    {
        var message = statement.Message;
        if (statement.Makes == Name) ApplyDemand(statement);
        else if (_terms.Demand is null) return;
        else switch (message.ActCase)
            {
                case Statement.ActOneofCase.Demand when message.Demand.Restates == Name: ApplyRestatement(statement); break;
                case Statement.ActOneofCase.Demand when message.Demand.Joins == Name: ApplyJoining(statement); break;
                case Statement.ActOneofCase.Demand when message.Demand.Replaces == Name: ApplyReplacement(statement); break;
                case Statement.ActOneofCase.Withdrawal when message.Withdrawal.Subject == Name: ApplyWithdrawal(statement); break;
                case Statement.ActOneofCase.Promise when message.Promise.Kind == PromiseKind.ToAnswer: ApplyPromise(statement); break;
                case Statement.ActOneofCase.Response: ApplyResponse(statement); break;
                case Statement.ActOneofCase.Assessment when message.Assessment.Demand == Name: ApplyAssessment(statement); break;
                case Statement.ActOneofCase.Fulfillment: ApplyFulfillment(statement); break;
            }
    }

    private void ApplyDemand(EffectiveStatement statement)
    {
        var effective = View.EffectivePartiesOf(statement);
        if (_terms.Demand is not null || effective.Parties.Count == 0) return;
        _terms.Make(statement, effective);
        Open(statement, effective.BestBasis, _terms.Authors);
    }

    /// <summary>Opens what is asked and not open yet, once the demand obliges anybody.</summary>
    private void Open(EffectiveStatement by, Attribution basis, IReadOnlyCollection<string> creditors)
    {
        if (!_terms.IsOpened) return;
        foreach (var item in _terms.Items)
        {
            foreach (var debtor in _terms.Debtors)
            {
                if (_obligations.ContainsKey((item.Id, debtor))) continue;
                var obligation = new ObligationStateMachine(ObligationKind.Answer, Name, item.Id, debtor, creditors, by, basis);
                obligation.SetDue(_terms.Due, _terms.DueBy);
                obligation.Message.ItemTitles.AddRange(item.Titles);
                _obligations.Add((item.Id, debtor), obligation);
                Effects.Add(by, EffectLog.Opened(obligation));
            }
        }
    }

    private void ApplyRestatement(EffectiveStatement statement)
    {
        var act = statement.Message.Demand;
        var effective = View.EffectivePartiesOf(statement);
        // An author that withdrew must ask again before it can add anything.
        var authors = StrongPartiesOf(effective, act.Again ? _terms.Authors : _terms.RemainingAuthors);
        if (authors.Count == 0 || _isReplaced || _closedAs == ObligationState.Superseded)
        {
            Effects.NoteNoEffect(statement, () => NoEffectOfAuthors(effective, _terms.Authors.Contains));
            return;
        }
        var (wasOpened, basis) = (_terms.IsOpened, effective.BestBasisOf(authors)!.Value);
        if (act.Again) _terms.RestoreAuthors(authors);
        if (act.Again) _closedAs = ObligationState.Unspecified;
        _terms.Restate(statement, basis);
        Effects.Add(statement, DemandEffect());
        if (act.Due is not null)
            foreach (var obligation in _obligations.Values)
                obligation.ChangeDue(act.Due, statement);
        if (act.Again) AskAgain(statement, basis, authors);
        Open(statement, basis, wasOpened ? authors : [.. _terms.RemainingAuthors]);
    }

    private void AskAgain(EffectiveStatement statement, Attribution basis, IReadOnlyCollection<string> authors)
    {
        var act = statement.Message.Demand;
        var targets = statement.PartiesOf(act.Targets);
        foreach (var obligation in _obligations.Values)
            if ((act.Items.Count == 0 || act.Items.Any(item => item.Id == obligation.Item))
                    && (targets.Count == 0 || targets.Contains(obligation.Debtor)))
                Effects.Apply(statement, obligation, one => one.AskAgain(statement, basis, authors, act.Due));
    }

    private void ApplyJoining(EffectiveStatement statement)
    {
        var act = statement.Message.Demand;
        var effective = View.EffectivePartiesOf(statement);
        var joining = effective.Parties.Where(party => !_terms.Authors.Contains(party) && !effective.BasisOf(party)!.Value.IsWeak())
            .ToList();
        foreach (var obligation in _obligations.Values.Where(IsConcerned))
        {
            if (!obligation.AddCreditors(joining)) continue;
            var joined = EffectLog.EffectOn(obligation, EffectKind.Joined);
            joined.Creditors.AddRange(joining.Order(StringComparer.Ordinal));
            Effects.Add(statement, joined);
        }
        if (Effects.EffectsOf(statement.Name).Count > 0) _terms.Demand!.JoinedBy.Add(statement.Name);
        else Effects.NoteNoEffect(statement, Why);

        bool IsConcerned(ObligationStateMachine obligation) => act.Items.Count == 0 || act.Items.Any(item => item.Id == obligation.Item);

        WithoutEffect Why() => NoEffectReasons.OfParties(Name, effective, PartyRole.Other, party => !_terms.Authors.Contains(party))
            ?? NoEffectReasons.OfItems(Name, _obligations.Values, IsConcerned)
            ?? NoEffectReasons.Of(Name,
                _obligations.Values.Where(IsConcerned).All(obligation => obligation.State == ObligationState.Settled)
                    ? WithoutEffectReason.Closed
                    : WithoutEffectReason.Content);
    }

    private void ApplyReplacement(EffectiveStatement statement)
    {
        var by = statement.Message.Demand.Demand;
        var authors = StrongPartiesOf(View.EffectivePartiesOf(statement), _terms.Authors);
        RemoveCreditors(statement, authors, ObligationState.Superseded,
            new Reason { Code = ReasonCode.Replaced, Actors = { authors }, Demand = by });
        if (_closedAs == ObligationState.Superseded && Effects.EffectsOf(statement.Name).Count > 0 && _terms.Demand!.ReplacedBy.Length == 0)
            _terms.Demand.ReplacedBy = by;
    }

    private void ApplyWithdrawal(EffectiveStatement statement)
    {
        var effective = View.EffectivePartiesOf(statement);
        var parties = StrongPartiesOf(effective, effective.Parties);
        RemoveCreditors(statement, parties, ObligationState.Withdrawn, Reasons.Of(ReasonCode.Withdrawn, parties));
        Effects.NoteNoEffect(statement,
            () =>
                NoEffectOfAuthors(effective, party =>
                    _terms.Authors.Contains(party) || _obligations.Values.Any(obligation => obligation.Message.Creditors.Contains(party))));
    }

    private Effect DemandEffect() => new() { What = EffectKind.Demand, Subject = Name };

    /// <summary>
    /// Why an act on the demand as a whole has no effect: only its authors can do it, and not after it was withdrawn or replaced.
    /// </summary>
    private WithoutEffect NoEffectOfAuthors(EffectiveParties effective, Func<string, bool> isAuthor) =>
        NoEffectReasons.OfParties(Name, effective, PartyRole.Author, isAuthor) ?? NoEffectReasons.Of(Name, WithoutEffectReason.Closed);

    /// <summary>Some creditors withdraw, each for itself.</summary>
    private void RemoveCreditors(EffectiveStatement statement, IReadOnlyCollection<string> parties, ObligationState closing, Reason reason)
    {
        if (IsClosed || parties.Count == 0) return;
        var leaving = _terms.RemainingAuthors.Where(parties.Contains).ToList();
        if (leaving.Count > 0) Effects.Add(statement, DemandEffect());
        _terms.RemoveAuthors(leaving);
        // What others joined may be left of a demand that its last author replaced; it is superseded all the same.
        _isReplaced |= closing == ObligationState.Superseded && leaving.Count > 0 && !_terms.RemainingAuthors.Any();
        var basis = View.EffectivePartiesOf(statement).BestBasisOf(parties);
        foreach (var obligation in _obligations.Values)
            Effects.Apply(statement, obligation, one => one.RemoveCreditors(parties, closing, statement, basis!.Value, reason));
        if (!_terms.RemainingAuthors.Any() && _obligations.Values.All(obligation => obligation.IsClosed)) _closedAs = closing;
    }

    private static List<string> StrongPartiesOf(EffectiveParties effective, IEnumerable<string> parties) =>
        [.. parties.Where(party => effective.BasisOf(party) is { } basis && !basis.IsWeak()).Order(StringComparer.Ordinal)];

    /// <summary>Adds to the obligation what applies to the demand as a whole.</summary>
    public override Obligation Complete(ObligationStateMachine obligation)
    {
        var message = obligation.Message;
        message.RequiredForm = _terms.RequiredForm;
        message.ItemByItem = _terms.ItemByItem;
        message.Titles.Clear();
        message.Titles.AddRange(_terms.Demand!.Titles);
        return message;
    }
}
