using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Folds what is seen of one demand at one instant: what is asked, by whom and of whom, and what was answered.</summary>
internal sealed partial class DemandFold : SubjectFold
{
    private readonly DemandShape _shape;
    private readonly SortedDictionary<(string Item, string Debtor), Owed> _owed = new(ItemThenDebtor.Comparer);
    private ObligationState _closedAs;
    private bool _isReplaced;

    private DemandFold(Moment moment, string name, IEnumerable<Fact> facts, Effects effects, DemandShape? required) : base(moment, name, effects)
    {
        _shape = new DemandShape(name, required);
        ApplyAll(facts);
        var creditors = _shape.Remaining.Concat(_owed.Values.SelectMany(owed => owed.Creditors)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        _shape.Describe(creditors.Count > 0 ? creditors : _shape.Authors);
    }

    /// <summary>The demand without its debtors; null where it is not seen, or has no effect.</summary>
    public override Demand? Demand => _shape.Demand;

    /// <summary>Whether it was withdrawn or superseded: by all its authors, with nothing left that others joined.</summary>
    public override bool IsClosed => _closedAs != ObligationState.Unspecified;

    public override IEnumerable<Owed> Owing => _owed.Values;

    /// <summary>A form that a restatement requires holds from the start, so that where one may, what is required is found by a fold before.</summary>
    public static new DemandFold Of(Moment moment, string name, Effects effects)
    {
        var facts = Concerned(moment, name).ToList();
        var required = facts.Exists(fact => DemandShape.MayRequire(fact, name)) ? new DemandFold(moment, name, facts, new Effects(), null)._shape : null;
        return new DemandFold(moment, name, facts, effects, required);
    }

    /// <summary>What makes the demand or acts on it, what takes back promises to answer it, and what tells that promises about it were kept.</summary>
    private static IEnumerable<Fact> Concerned(Moment moment, string name)
    {
        var direct = moment.Naming(name).Where(fact => IsAbout(fact, name)).ToList();
        var onPromises = direct.Where(fact => fact.Statement.ActCase is Statement.ActOneofCase.Promise)
            .SelectMany(promise => PromiseFold.Concerned(moment, promise.Name))
            .Where(fact => fact.Statement.ActCase is Statement.ActOneofCase.Withdrawal or Statement.ActOneofCase.Fulfillment || PromiseFold.IsRestatement(fact));
        return direct.Concat(onPromises).Distinct();
    }

    /// <summary>Whether a promisor took its promise back. It is then as if never made, wherever the withdrawal stands.</summary>
    internal static bool IsTakenBack(Moment moment, Fact promise, string promisor) =>
        moment.Naming(promise.Name).Any(fact => fact.Statement.ActCase is Statement.ActOneofCase.Withdrawal
            && fact.Statement.Withdrawal.Subject == promise.Name
            && moment.VoicesOf(fact).BasisOf(promisor) is { } basis && !basis.IsWeak());

    private static bool IsAbout(Fact fact, string name) => fact.Makes == name || fact.ActedOn.Contains(name);

    protected override bool Concerns(Fact fact) => IsAbout(fact, Name);

    /// <summary>What takes back, keeps or restates a promise may be about one on the demand.</summary>
    protected override bool MayConcernInPassing(Fact fact) =>
        fact.Statement.ActCase is Statement.ActOneofCase.Withdrawal or Statement.ActOneofCase.Fulfillment || PromiseFold.IsRestatement(fact);

    protected override bool IsPlain(Fact fact) => fact.Makes is null && fact.Statement.ActCase switch
    {
        Statement.ActOneofCase.Promise => fact.Statement.Promise.Kind == PromiseKind.ToAnswer,
        Statement.ActOneofCase.Fulfillment => fact.Statement.Fulfillment.Subject == Name,
        Statement.ActOneofCase.Response or Statement.ActOneofCase.Assessment => true,
        // What only names it, such as a condition, moves nothing of it.
        Statement.ActOneofCase.Condition or Statement.ActOneofCase.Warning or Statement.ActOneofCase.Remark => true,
        _ => false,
    };

    protected override void Apply(Fact fact)
    {
        var statement = fact.Statement;
        if (fact.Makes == Name) Make(fact);
        else if (_shape.Demand is null) return;
        else switch (statement.ActCase)
            {
                case Statement.ActOneofCase.Demand when statement.Demand.Restates == Name: Restate(fact); break;
                case Statement.ActOneofCase.Demand when statement.Demand.Joins == Name: Join(fact); break;
                case Statement.ActOneofCase.Demand when statement.Demand.Replaces == Name: Replace(fact); break;
                case Statement.ActOneofCase.Withdrawal when statement.Withdrawal.Subject == Name: Withdraw(fact); break;
                case Statement.ActOneofCase.Promise when statement.Promise.Kind == PromiseKind.ToAnswer: Promised(fact); break;
                case Statement.ActOneofCase.Response: Answered(fact); break;
                case Statement.ActOneofCase.Assessment when statement.Assessment.Demand == Name: Assessed(fact); break;
                case Statement.ActOneofCase.Fulfillment: Fulfilled(fact); break;
            }
    }

    private void Make(Fact fact)
    {
        var voices = Moment.VoicesOf(fact);
        if (_shape.Demand is not null || voices.Parties.Count == 0) return;
        _shape.Make(fact, voices);
        Open(fact, voices.Best, _shape.Authors);
    }

    /// <summary>Opens what is asked and not open yet, once the demand obliges anybody.</summary>
    private void Open(Fact by, Attribution basis, IReadOnlyCollection<string> creditors)
    {
        if (!_shape.IsOpened) return;
        foreach (var item in _shape.Items)
        {
            foreach (var debtor in _shape.Debtors)
            {
                if (_owed.ContainsKey((item.Id, debtor))) continue;
                var owed = new Owed(ObligationKind.Answer, Name, item.Id, debtor, creditors, by, basis);
                owed.SetDue(_shape.Due, _shape.DueBy);
                owed.Message.ItemTitles.AddRange(item.Titles);
                _owed.Add((item.Id, debtor), owed);
                Effects.Did(by, Effects.Opened(owed));
            }
        }
    }

    private void Restate(Fact fact)
    {
        var act = fact.Statement.Demand;
        var voices = Moment.VoicesOf(fact);
        // Who took it back for itself asks again before it adds anything.
        var authors = FirmOf(voices, act.Again ? _shape.Authors : _shape.Remaining);
        if (authors.Count == 0 || _isReplaced || _closedAs == ObligationState.Superseded)
        {
            Effects.Nothing(fact, () => OfAuthors(voices, _shape.Authors.Contains));
            return;
        }
        var (wasOpened, basis) = (_shape.IsOpened, voices.BestOf(authors)!.Value);
        if (act.Again) _shape.Return(authors);
        if (act.Again) _closedAs = ObligationState.Unspecified;
        _shape.Restate(fact, basis);
        Effects.Did(fact, ForDemand());
        if (act.Due is not null)
            foreach (var owed in _owed.Values)
                owed.Ask(act.Due, fact);
        if (act.Again) AskAgain(fact, basis, authors);
        Open(fact, basis, wasOpened ? authors : [.. _shape.Remaining]);
    }

    private void AskAgain(Fact fact, Attribution basis, IReadOnlyCollection<string> authors)
    {
        var act = fact.Statement.Demand;
        var targets = fact.PartiesOf(act.Targets);
        foreach (var owed in _owed.Values)
            if ((act.Items.Count == 0 || act.Items.Any(item => item.Id == owed.Item)) && (targets.Count == 0 || targets.Contains(owed.Debtor)))
                Effects.Moving(fact, owed, one => one.AskAgain(fact, basis, authors, act.Due));
    }

    private void Join(Fact fact)
    {
        var act = fact.Statement.Demand;
        var voices = Moment.VoicesOf(fact);
        var joining = voices.Parties.Where(party => !_shape.Authors.Contains(party) && !voices.BasisOf(party)!.Value.IsWeak()).ToList();
        foreach (var owed in _owed.Values.Where(IsMeant))
        {
            if (!owed.Join(joining)) continue;
            var joined = Effects.On(owed, EffectKind.Joined);
            joined.Creditors.AddRange(joining.Order(StringComparer.Ordinal));
            Effects.Did(fact, joined);
        }
        if (Effects.Of(fact.Name).Count > 0) _shape.Demand!.JoinedBy.Add(fact.Name);
        else Effects.Nothing(fact, Why);

        bool IsMeant(Owed owed) => act.Items.Count == 0 || act.Items.Any(item => item.Id == owed.Item);

        WithoutEffect Why() => Hindrance.OfParties(Name, voices, PartyRole.Other, party => !_shape.Authors.Contains(party))
            ?? Hindrance.OfItems(Name, _owed.Values, IsMeant)
            ?? Hindrance.Of(Name, _owed.Values.Where(IsMeant).All(owed => owed.State == ObligationState.Settled) ? WithoutEffectReason.Closed : WithoutEffectReason.Content);
    }

    private void Replace(Fact fact)
    {
        var by = fact.Statement.Demand.Demand;
        var authors = FirmOf(Moment.VoicesOf(fact), _shape.Authors);
        Leave(fact, authors, ObligationState.Superseded, new Reason { Code = ReasonCode.Replaced, Actors = { authors }, Demand = by });
        if (_closedAs == ObligationState.Superseded && Effects.Of(fact.Name).Count > 0 && _shape.Demand!.ReplacedBy.Length == 0) _shape.Demand.ReplacedBy = by;
    }

    private void Withdraw(Fact fact)
    {
        var voices = Moment.VoicesOf(fact);
        var parties = FirmOf(voices, voices.Parties);
        Leave(fact, parties, ObligationState.Withdrawn, Reasons.Of(ReasonCode.Withdrawn, parties));
        Effects.Nothing(fact, () => OfAuthors(voices, party => _shape.Authors.Contains(party) || _owed.Values.Any(owed => owed.Message.Creditors.Contains(party))));
    }

    private Effect ForDemand() => new() { What = EffectKind.Demand, Subject = Name };

    /// <summary>Why those who speak do nothing to the demand as a whole: it is for its authors to say, before it is taken back or replaced.</summary>
    private WithoutEffect OfAuthors(Voices voices, Func<string, bool> isAuthor) =>
        Hindrance.OfParties(Name, voices, PartyRole.Author, isAuthor) ?? Hindrance.Of(Name, WithoutEffectReason.Closed);

    /// <summary>Some are no creditors any more, each for itself.</summary>
    private void Leave(Fact fact, IReadOnlyCollection<string> parties, ObligationState closing, Reason reason)
    {
        if (IsClosed || parties.Count == 0) return;
        var leaving = _shape.Remaining.Where(parties.Contains).ToList();
        if (leaving.Count > 0) Effects.Did(fact, ForDemand());
        _shape.Leave(leaving);
        // What others joined may be left of a demand that its last author replaced; it is superseded all the same.
        _isReplaced |= closing == ObligationState.Superseded && leaving.Count > 0 && !_shape.Remaining.Any();
        var basis = Moment.VoicesOf(fact).BestOf(parties);
        foreach (var owed in _owed.Values)
            Effects.Moving(fact, owed, one => one.Leave(parties, closing, fact, basis!.Value, reason));
        if (!_shape.Remaining.Any() && _owed.Values.All(owed => owed.IsClosed)) _closedAs = closing;
    }

    private static List<string> FirmOf(Voices voices, IEnumerable<string> parties) =>
        [.. parties.Where(party => voices.BasisOf(party) is { } basis && !basis.IsWeak()).Order(StringComparer.Ordinal)];

    /// <summary>The obligation with what holds for the demand as a whole.</summary>
    public override Obligation Finished(Owed owed)
    {
        var obligation = owed.Message;
        obligation.RequiredForm = _shape.RequiredForm;
        obligation.ItemByItem = _shape.ItemByItem;
        obligation.Titles.Clear();
        obligation.Titles.AddRange(_shape.Demand!.Titles);
        return obligation;
    }
}
