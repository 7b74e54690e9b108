using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>What debtors and creditors say on what is owed.</summary>
internal sealed partial class DemandFold
{
    private void ApplyPromise(EffectiveStatement statement)
    {
        var act = statement.Message.Promise;
        var effective = View.EffectivePartiesOf(statement);
        foreach (var debtor in statement.Parties.Where(effective.PassesMinBasisFor))
        {
            var withdrawn = IsWithdrawnBy(View, statement, debtor);
            var creditors = MachinesOf(debtor).SelectMany(obligation => obligation.Creditors).Distinct(StringComparer.Ordinal).ToList();
            var promise = PromiseFold.Describe(statement, debtor, creditors.Count > 0 ? creditors : _terms.Authors,
                effective.BasisOf(debtor) ?? statement.Message.Attribution);
            promise.Withdrawn = withdrawn;
            var moved = false;
            foreach (var obligation in MachinesOf(debtor).Where(IsConcerned))
                if (!withdrawn && effective.BasisOf(debtor) is { } basis)
                    moved |= Effects.Apply(statement, obligation, one => one.Promise(statement, basis, act.Due));
            if (!moved && !withdrawn) promise.WithoutEffect = WhyNoPromise(debtor);
            if (withdrawn) promise.State = ObligationState.Withdrawn;
            Promises.Add(promise);
        }
        Effects.NoteNoEffect(statement, () =>
            effective.Parties.Count > 0 && effective.Parties.All(party => IsWithdrawnBy(View, statement, party))
            ? NoEffectReasons.Of(Name, WithoutEffectReason.Withdrawn)
            : NoEffectReasons.OfDebtors(Name, effective, _obligations.Values, IsConcerned));

        bool IsConcerned(ObligationStateMachine obligation) => act.Items.Count == 0 || act.Items.Contains(obligation.Item);

        WithoutEffect WhyNoPromise(string debtor) => effective.BasisOf(debtor) switch
        {
            null => NoEffectReasons.Denied(),
            { } basis when basis.IsWeak() => NoEffectReasons.Of(Name, WithoutEffectReason.Basis),
            _ when !MachinesOf(debtor).Any() =>
                _obligations.Count == 0 ? NoEffectReasons.Of(Name, SubjectFlaw.ObligesNobody) : NoEffectReasons.Of(Name, PartyRole.Debtor),
            _ => NoEffectReasons.OfItems(Name, MachinesOf(debtor), IsConcerned) ?? NoEffectReasons.Of(Name, WithoutEffectReason.Content),
        };
    }

    private void ApplyResponse(EffectiveStatement statement)
    {
        var effective = View.EffectivePartiesOf(statement);
        var response = new ResponseToDemand(statement, Name, _terms);
        foreach (var debtor in effective.Parties.Where(_ => IsInOwnName(statement)))
        {
            var basis = effective.BasisOf(debtor)!.Value;
            foreach (var obligation in MachinesOf(debtor))
                Effects.Apply(statement, obligation, one => response.ApplyTo(one, basis));
        }
        Effects.NoteNoEffect(statement, () => NoEffectOfDebtors(statement, response.IsAbout));
    }

    private void ApplyAssessment(EffectiveStatement statement)
    {
        var act = statement.Message.Assessment;
        var effective = View.EffectivePartiesOf(statement);
        var debtors = statement.PartiesOf(act.Debtors);
        foreach (var obligation in _obligations.Values.Where(IsConcerned)) Judge(statement, obligation, effective, Effects);
        Effects.NoteNoEffect(statement, () => NoEffectReasons.OfCreditors(Name, effective, _obligations.Values, IsConcerned));

        bool IsConcerned(ObligationStateMachine obligation) =>
            (act.Items.Count == 0 || act.Items.Contains(obligation.Item)) && (debtors.Count == 0 || debtors.Contains(obligation.Debtor));
    }

    /// <summary>Each creditor that the assessment speaks for judges for itself.</summary>
    internal static void Judge(
        EffectiveStatement statement, ObligationStateMachine obligation, EffectiveParties effective, EffectLog effects)
    {
        var act = statement.Message.Assessment;
        var judges = StrongPartiesOf(effective, obligation.Creditors);
        if (judges.Count == 0) return;
        if (act.Verdict == Verdict.MoreTime)
        {
            if (act.Due is not null) effects.Apply(statement, obligation, one => one.GiveMoreTime(act.Due, statement));
            return;
        }
        effects.Apply(statement, obligation, one =>
            judges.Aggregate(false, (taken, judge) => one.Assess(statement, effective.BasisOf(judge)!.Value, judge, act.Verdict) || taken));
    }

    /// <summary>What the demand asks was done, or what was promised on it: an answer in whatever form.</summary>
    private void ApplyFulfillment(EffectiveStatement statement)
    {
        var act = statement.Message.Fulfillment;
        var effective = View.EffectivePartiesOf(statement);
        var isOfDemand = act.Subject == Name;
        foreach (var debtor in StrongPartiesOf(effective, effective.Parties)
            .Where(debtor => IsInOwnName(statement) && (isOfDemand || HasFulfilledPromise(statement, debtor))))
        {
            foreach (var obligation in MachinesOf(debtor)
                .Where(obligation => !isOfDemand || act.Items.Count == 0 || act.Items.Contains(obligation.Item)))
            {
                if (act.Complete)
                    Effects.Apply(statement, obligation, one =>
                        one.Deliver(statement, effective.BasisOf(debtor)!.Value, Disposition.Accepted));
                else if (!obligation.IsClosed)
                    Effects.Add(statement, new Effect { What = EffectKind.DoneInPart, Subject = Name, Debtor = debtor });
            }
        }
        if (isOfDemand)
            Effects.NoteNoEffect(statement, () =>
                NoEffectOfDebtors(statement, obligation => act.Items.Count == 0 || act.Items.Contains(obligation.Item)));
    }

    /// <summary>Whether by this the debtor kept a promise of its own to do something about the demand.</summary>
    private bool HasFulfilledPromise(EffectiveStatement statement, string debtor) =>
        PromiseFold.Of(View, PromiseFold.OriginalOf(View, statement.Message.Fulfillment.Subject), new EffectLog()).Fulfillments
            .Contains((statement.Name, debtor));

    private WithoutEffect NoEffectOfDebtors(
        EffectiveStatement statement, Func<ObligationStateMachine, bool> isConcerned) => IsInOwnName(statement)
        ? NoEffectReasons.OfDebtors(Name, View.EffectivePartiesOf(statement), _obligations.Values, isConcerned)
        : NoEffectReasons.Of(Name, PartyRole.DebtorAlone);

    /// <summary>If each debtor must answer in its own name, a statement in the name of several counts for none of them.</summary>
    private bool IsInOwnName(EffectiveStatement statement) => !_terms.InOwnName || statement.Parties.Count == 1;

    private IEnumerable<ObligationStateMachine> MachinesOf(string debtor) =>
        _obligations.Values.Where(obligation => obligation.Debtor == debtor);
}
