using Diplomacy.V1;

namespace DiplomacyApi.Client.Sentences;

/// <summary>What statements did, or why they did nothing.</summary>
public static partial class English
{
    /// <summary>What a statement did: "NATO, enlargement: Outstanding → Promised".</summary>
    public static string InEnglish(this Effect effect, Func<string, string>? nameOf = null)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var names = nameOf ?? IdOf;
        var who = string.Join(", ", Filled(effect.Debtor).Select(names).Concat(Filled(effect.Item)));
        return effect.What switch
        {
            EffectKind.Opened => $"{who}: {Owed(effect.Kind)} is owed",
            EffectKind.State => $"{who}: {ValueText(effect.Before)} → {ValueText(effect.After)}",
            EffectKind.SpokenPosition => $"{who}: spoken position {Position(effect.After)}",
            EffectKind.FormalPosition => $"{who}: formal position {Position(effect.After)}",
            EffectKind.DueAsked => $"{who}: due {ValueText(effect.After)}",
            EffectKind.DuePromised => $"{who}: due promised {ValueText(effect.After)}",
            EffectKind.Unchanged => $"{who}: stays as it is",
            EffectKind.Demand => "holds for the demand",
            EffectKind.Joined => $"{Listed(effect.Creditors, names)} joined: {who}",
            EffectKind.DoneInPart => $"{who}: done in part",
            EffectKind.MeetingPhase => $"the meeting is {InWords(effect.Phase)}",
            EffectKind.InvitationWithdrawn => "the invitation is taken back",
            _ => InWords(effect.What),
        };
    }

    /// <summary>The resource names that the sentence looks up.</summary>
    public static IEnumerable<string> NamesIn(Effect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return Filled(effect.Debtor).Concat(effect.Creditors);
    }

    /// <summary>Why a statement has no effect: "only its author can do that".</summary>
    public static string InEnglish(this WithoutEffect without, Func<string, string>? nameOf = null)
    {
        ArgumentNullException.ThrowIfNull(without);
        var subject = without.Subject.Length == 0 ? "what it is about" : (nameOf ?? IdOf)(without.Subject);
        return without.Reason switch
        {
            WithoutEffectReason.Subject => $"{subject} {Flawed(without.Flaw)}",
            WithoutEffectReason.Item => $"{subject} has none of the items or debtors that it names",
            WithoutEffectReason.Party => ForWhom(without.Entitled),
            WithoutEffectReason.Basis => "an anonymous source or a media summary is too weak for it",
            WithoutEffectReason.Closed => $"it comes too late: {subject} was settled, withdrawn, replaced, held or called off before",
            WithoutEffectReason.Content => "it says nothing that counts: no position, not in the form asked for, or nothing new",
            WithoutEffectReason.Denied => "it is denied",
            WithoutEffectReason.Withdrawn => "it was taken back",
            _ => InWords(without.Reason),
        };
    }

    /// <summary>The resource names that the sentence looks up.</summary>
    public static IEnumerable<string> NamesIn(WithoutEffect? without) => without is null ? [] : Filled(without.Subject);

    private static string Position(StatusValue? value) => value is null ? None : InWords(value.Position);

    private static string Owed(ObligationKind kind) => kind switch
    {
        ObligationKind.Performance => "a performance",
        ObligationKind.Reply => "a reply",
        _ => "an answer",
    };

    private static string Flawed(SubjectFlaw flaw) => flaw switch
    {
        SubjectFlaw.Removed => "does not stand: what said it was annulled, erased or corrected",
        SubjectFlaw.Unpublished => "was not published by then",
        SubjectFlaw.Unseen => "does not count yet, or its attribution is below the minimum asked for",
        SubjectFlaw.Denied => "is denied",
        SubjectFlaw.Reclassified => "was corrected, and is no longer what this act can be about",
        SubjectFlaw.ObligesNobody => "obliges nobody",
        _ => InWords(flaw),
    };

    private static string ForWhom(PartyRole entitled) => entitled switch
    {
        PartyRole.Author => "only its author can do that",
        PartyRole.Other => "only somebody else than its author can join it",
        PartyRole.Creditor => "only a creditor can judge it",
        PartyRole.Debtor => "nobody it speaks for owes it",
        PartyRole.DebtorAlone => "each debtor is to answer in its own name",
        PartyRole.Principal => "only those for whom it was said confirm or deny it",
        _ => InWords(entitled),
    };
}
