using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What debtors and creditors say on what is owed.</summary>
internal sealed partial class DemandFold
{
    private void Promised(Fact fact)
    {
        var act = fact.Statement.Promise;
        var voices = Moment.VoicesOf(fact);
        foreach (var debtor in fact.Parties.Where(voices.IsFoldedFor))
        {
            var withdrawn = IsTakenBack(Moment, fact, debtor);
            var creditors = Of(debtor).SelectMany(owed => owed.Creditors).Distinct(StringComparer.Ordinal).ToList();
            var promise = PromiseFold.Describe(fact, debtor, creditors.Count > 0 ? creditors : _shape.Authors, voices.BasisOf(debtor) ?? fact.Statement.Attribution);
            promise.Withdrawn = withdrawn;
            var moved = false;
            foreach (var owed in Of(debtor).Where(IsMeant))
                if (!withdrawn && voices.BasisOf(debtor) is { } basis)
                    moved |= Effects.Moving(fact, owed, one => one.Promise(fact, basis, act.Due));
            if (!moved && !withdrawn) promise.WithoutEffect = WhyNoPromise(debtor);
            if (withdrawn) promise.State = ObligationState.Withdrawn;
            Promises.Add(promise);
        }
        Effects.Nothing(fact, () => voices.Parties.Count > 0 && voices.Parties.All(party => IsTakenBack(Moment, fact, party))
            ? Hindrance.Of(Name, WithoutEffectReason.Withdrawn)
            : Hindrance.OfDebtors(Name, voices, _owed.Values, IsMeant));

        bool IsMeant(Owed owed) => act.Items.Count == 0 || act.Items.Contains(owed.Item);

        WithoutEffect WhyNoPromise(string debtor) => voices.BasisOf(debtor) switch
        {
            null => Hindrance.Denied(),
            { } basis when basis.IsWeak() => Hindrance.Of(Name, WithoutEffectReason.Basis),
            _ when !Of(debtor).Any() => _owed.Count == 0 ? Hindrance.Of(Name, SubjectFlaw.ObligesNobody) : Hindrance.Of(Name, PartyRole.Debtor),
            _ => Hindrance.OfItems(Name, Of(debtor), IsMeant) ?? Hindrance.Of(Name, WithoutEffectReason.Content),
        };
    }

    private void Answered(Fact fact)
    {
        var voices = Moment.VoicesOf(fact);
        var response = new Answer(fact, Name, _shape);
        foreach (var debtor in voices.Parties.Where(_ => CountsFor(fact)))
        {
            var basis = voices.BasisOf(debtor)!.Value;
            foreach (var owed in Of(debtor))
                Effects.Moving(fact, owed, one => response.ApplyTo(one, basis));
        }
        Effects.Nothing(fact, () => OfDebtors(fact, response.IsAbout));
    }

    private void Assessed(Fact fact)
    {
        var act = fact.Statement.Assessment;
        var voices = Moment.VoicesOf(fact);
        var debtors = fact.PartiesOf(act.Debtors);
        foreach (var owed in _owed.Values.Where(IsMeant)) Judge(fact, owed, voices, Effects);
        Effects.Nothing(fact, () => Hindrance.OfCreditors(Name, voices, _owed.Values, IsMeant));

        bool IsMeant(Owed owed) => (act.Items.Count == 0 || act.Items.Contains(owed.Item)) && (debtors.Count == 0 || debtors.Contains(owed.Debtor));
    }

    /// <summary>Each creditor that the assessment speaks for judges for itself.</summary>
    internal static void Judge(Fact fact, Owed owed, Voices voices, Effects effects)
    {
        var act = fact.Statement.Assessment;
        var judges = FirmOf(voices, owed.Creditors);
        if (judges.Count == 0) return;
        if (act.Verdict == Verdict.MoreTime)
        {
            if (act.Due is not null) effects.Moving(fact, owed, one => one.GiveMoreTime(act.Due, fact));
            return;
        }
        effects.Moving(fact, owed, one => judges.Aggregate(false, (taken, judge) => one.Judge(fact, voices.BasisOf(judge)!.Value, judge, act.Verdict) || taken));
    }

    /// <summary>What the demand asks was done, or what was promised on it: an answer in whatever form.</summary>
    private void Fulfilled(Fact fact)
    {
        var act = fact.Statement.Fulfillment;
        var voices = Moment.VoicesOf(fact);
        var isOfDemand = act.Subject == Name;
        foreach (var debtor in FirmOf(voices, voices.Parties).Where(debtor => CountsFor(fact) && (isOfDemand || HasKept(fact, debtor))))
        {
            foreach (var owed in Of(debtor).Where(owed => !isOfDemand || act.Items.Count == 0 || act.Items.Contains(owed.Item)))
            {
                if (act.Complete) Effects.Moving(fact, owed, one => one.Deliver(fact, voices.BasisOf(debtor)!.Value, Disposition.Accepted));
                else if (!owed.IsClosed) Effects.Did(fact, new Effect { What = EffectKind.DoneInPart, Subject = Name, Debtor = debtor });
            }
        }
        if (isOfDemand) Effects.Nothing(fact, () => OfDebtors(fact, owed => act.Items.Count == 0 || act.Items.Contains(owed.Item)));
    }

    /// <summary>Whether by this the debtor kept a promise of its own to do something about the demand.</summary>
    private bool HasKept(Fact fact, string debtor) =>
        PromiseFold.Of(Moment, PromiseFold.RootOf(Moment, fact.Statement.Fulfillment.Subject), new Effects()).Kept.Contains((fact.Name, debtor));

    private WithoutEffect OfDebtors(Fact fact, Func<Owed, bool> isMeant) => CountsFor(fact)
        ? Hindrance.OfDebtors(Name, Moment.VoicesOf(fact), _owed.Values, isMeant)
        : Hindrance.Of(Name, PartyRole.DebtorAlone);

    /// <summary>Where each is to answer in its own name, what is said in the name of several counts for nobody.</summary>
    private bool CountsFor(Fact fact) => !_shape.InOwnName || fact.Parties.Count == 1;

    private IEnumerable<Owed> Of(string debtor) => _owed.Values.Where(owed => owed.Debtor == debtor);
}
