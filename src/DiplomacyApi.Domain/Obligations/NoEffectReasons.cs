using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>Why an act that a fold ignored has no effect, in the order in which a reader would look.</summary>
internal static class NoEffectReasons
{
    public static WithoutEffect Denied() => new() { Reason = WithoutEffectReason.Denied };

    public static WithoutEffect Of(string subject, WithoutEffectReason reason) => new() { Subject = subject, Reason = reason };

    public static WithoutEffect Of(string subject, SubjectFlaw flaw) =>
        new() { Subject = subject, Reason = WithoutEffectReason.Subject, Flaw = flaw };

    public static WithoutEffect Of(string subject, PartyRole entitled) =>
        new() { Subject = subject, Reason = WithoutEffectReason.Party, Entitled = entitled };

    /// <summary>An act to which only some parties are entitled; null if one of them says it on a basis that is good enough.</summary>
    public static WithoutEffect? OfParties(string subject, EffectiveParties effective, PartyRole role, Func<string, bool> isEntitled)
    {
        var entitled = effective.Parties.Where(isEntitled).ToList();
        if (entitled.Count == 0) return effective.Parties.Count == 0 ? Denied() : Of(subject, role);
        return effective.BestBasisOf(entitled)!.Value.IsWeak() ? Of(subject, WithoutEffectReason.Basis) : null;
    }

    /// <summary>An act of debtors on what they owe, which may count on a weak basis too.</summary>
    public static WithoutEffect OfDebtors(string subject, EffectiveParties effective,
        IReadOnlyCollection<ObligationStateMachine> obligation, Func<ObligationStateMachine, bool> isConcerned)
    {
        if (effective.Parties.Count == 0) return Denied();
        if (obligation.Count == 0) return Of(subject, SubjectFlaw.ObligesNobody);
        var own = obligation.Where(one => effective.Parties.Contains(one.Debtor)).ToList();
        if (own.Count == 0) return Of(subject, PartyRole.Debtor);
        return OfItems(subject, own, isConcerned)
            ?? Of(subject,
                effective.BestBasisOf(own.Select(one => one.Debtor))!.Value.IsWeak()
                    ? WithoutEffectReason.Basis
                    : WithoutEffectReason.Content);
    }

    /// <summary>An act of creditors on what is owed to them.</summary>
    public static WithoutEffect OfCreditors(string subject, EffectiveParties effective,
        IReadOnlyCollection<ObligationStateMachine> obligation, Func<ObligationStateMachine, bool> isConcerned)
    {
        if (effective.Parties.Count == 0) return Denied();
        if (obligation.Count == 0) return Of(subject, SubjectFlaw.ObligesNobody);
        return OfParties(subject, effective, PartyRole.Creditor, party => obligation.Any(one => one.Message.Creditors.Contains(party)))
            ?? OfItems(subject, obligation, isConcerned)
            ?? Of(subject, WithoutEffectReason.Content);
    }

    /// <summary>None of it is there, or all of it is closed; null where something is open.</summary>
    public static WithoutEffect? OfItems(
        string subject, IEnumerable<ObligationStateMachine> obligation, Func<ObligationStateMachine, bool> isConcerned)
    {
        var concerned = obligation.Where(isConcerned).ToList();
        if (concerned.Count == 0) return Of(subject, WithoutEffectReason.Item);
        return concerned.TrueForAll(one => one.IsClosed) ? Of(subject, WithoutEffectReason.Closed) : null;
    }
}
