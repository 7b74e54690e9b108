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
            foreach (var owed in Of(debtor).Where(owed => act.Items.Count == 0 || act.Items.Contains(owed.Item)))
                if (!withdrawn && voices.BasisOf(debtor) is { } basis)
                    moved |= Effects.Moving(fact, owed, one => one.Promise(fact, basis, act.Due));
            if (!moved && !withdrawn) promise.WithoutEffect = WhyNoPromise(voices, debtor);
            if (withdrawn) promise.State = ObligationState.Withdrawn;
            Promises.Add(promise);
        }
        Effects.Nothing(fact, "it was taken back, is on anonymous or media word, or nothing was owed by who promised");
    }

    private static string WhyNoPromise(Voices voices, string debtor) => voices.BasisOf(debtor) switch
    {
        null => "it is denied",
        { } basis when basis.IsWeak() => "on anonymous or media word nothing is promised",
        _ => "nothing it covers was owed by this debtor",
    };

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
        Effects.Nothing(fact, "nobody it speaks for owes an answer on these items, or it says nothing on them that counts");
    }

    private void Assessed(Fact fact)
    {
        var act = fact.Statement.Assessment;
        var voices = Moment.VoicesOf(fact);
        var debtors = fact.PartiesOf(act.Debtors);
        foreach (var owed in _owed.Values)
            if ((act.Items.Count == 0 || act.Items.Contains(owed.Item)) && (debtors.Count == 0 || debtors.Contains(owed.Debtor)))
                Judge(fact, owed, voices, Effects);
        Effects.Nothing(fact, "only the creditor judges, on its own word, before it is taken back or replaced");
    }

    /// <summary>Each creditor that the assessment speaks for judges for itself.</summary>
    internal static void Judge(Fact fact, Owed owed, Voices voices, Effects effects)
    {
        var act = fact.Statement.Assessment;
        var judges = FirmOf(voices, owed.Creditors);
        if (judges.Count == 0) return;
        if (act.Verdict == Verdict.MoreTime)
        {
            if (act.Due is not null) effects.Moving(fact, owed, one => one.GiveMoreTime(act.Due));
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
                else if (!owed.IsClosed) Effects.Did(fact, $"{Owed.Id(debtor)}: done in part");
            }
        }
        if (isOfDemand) Effects.Nothing(fact, "only who owes an answer on these items tells of meeting the demand, on its own word, while it is open");
    }

    /// <summary>Whether by this the debtor kept a promise of its own to do something about the demand.</summary>
    private bool HasKept(Fact fact, string debtor) =>
        PromiseFold.Of(Moment, PromiseFold.RootOf(Moment, fact.Statement.Fulfillment.Subject), new Effects()).Kept.Contains((fact.Name, debtor));

    /// <summary>Where each is to answer in its own name, what is said in the name of several counts for nobody.</summary>
    private bool CountsFor(Fact fact) => !_shape.InOwnName || fact.Parties.Count == 1;

    private IEnumerable<Owed> Of(string debtor) => _owed.Values.Where(owed => owed.Debtor == debtor);
}
