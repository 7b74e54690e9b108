using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Why a statement that was to have an effect has none: it lost its subject, it is not for its speaker to say, or a fold passed it over.</summary>
internal sealed class NoEffect(Knowledge knowledge, Moment moment, Effects effects)
{
    /// <summary>The reason; null where it did something or was to do nothing.</summary>
    public WithoutEffect? Of(Fact fact)
    {
        if (moment.VoicesOf(fact).Parties.Count == 0) return Hindrance.Denied();
        if (effects.Of(fact.Name).Count > 0) return null;
        return Lost(fact) ?? Misspoken(fact) ?? effects.WithoutEffect(fact.Name);
    }

    /// <summary>Where none of what it is about is there, why the first is not.</summary>
    private WithoutEffect? Lost(Fact fact)
    {
        WithoutEffect? first = null;
        foreach (var name in References.Needed(fact.Statement))
        {
            // A promise made again is nothing without the first one; that it was said is what a remark is about.
            var subject = fact.IsRemark ? name : PromiseFold.RootOf(moment, name);
            if (FlawOf(subject, fact.Statement.ActCase) is not { } flaw) return null;
            first ??= Hindrance.Of(subject, flaw);
        }
        return first;
    }

    private SubjectFlaw? FlawOf(string name, Statement.ActOneofCase act)
    {
        var said = knowledge.Naming(name).Where(fact => fact.Name == name || fact.Makes == name).ToList();
        if (said.Count == 0) return knowledge.IsUnpublished(name) ? SubjectFlaw.Unpublished : SubjectFlaw.Removed;
        if (!said.Exists(moment.Has)) return SubjectFlaw.Unseen;
        // Whether it is denied is what a remark says of it.
        if (act != Statement.ActOneofCase.Remark && said.TrueForAll(fact => !moment.Has(fact) || moment.VoicesOf(fact).Parties.Count == 0)) return SubjectFlaw.Denied;
        return said.Exists(fact => Fits(act, fact)) ? null : SubjectFlaw.Reclassified;
    }

    /// <summary>Whether an act of this kind can be about the statement; a demand or meeting, which goes by its own name, always is.</summary>
    private static bool Fits(Statement.ActOneofCase act, Fact subject) => act switch
    {
        Statement.ActOneofCase.Remark => true,
        Statement.ActOneofCase.Assessment => subject.Makes is not null || subject.Statement.Promise is { Kind: PromiseKind.ToDo },
        Statement.ActOneofCase.Fulfillment => subject.Makes is not null || subject.Statement.Warning is not null || subject.Statement.Promise is { Kind: PromiseKind.ToDo },
        Statement.ActOneofCase.Withdrawal => subject.Makes is not null
            || subject.Statement.ActCase is Statement.ActOneofCase.Promise or Statement.ActOneofCase.Condition or Statement.ActOneofCase.Warning,
        Statement.ActOneofCase.Promise => subject.Makes is not null || subject.Statement.Promise is { Kind: PromiseKind.ToDo },
        _ => subject.Makes is not null,
    };

    /// <summary>What no fold looks at: remarks that judge a statement, what is taken back or carried out, and steps.</summary>
    private WithoutEffect? Misspoken(Fact fact) => fact.Statement.ActCase switch
    {
        Statement.ActOneofCase.Remark when fact.Statement.Remark.Stance != Stance.Unspecified => OfStatement(fact, fact.Statement.Remark.Subject, PartyRole.Principal),
        Statement.ActOneofCase.Withdrawal => OfStatement(fact, fact.Statement.Withdrawal.Subject, PartyRole.Author),
        Statement.ActOneofCase.Fulfillment => OfStatement(fact, fact.Statement.Fulfillment.Subject, PartyRole.Author),
        Statement.ActOneofCase.NegotiationStep when moment.VoicesOf(fact).Best.IsWeak() => Hindrance.Of(fact.Statement.Negotiation, WithoutEffectReason.Basis),
        _ => null,
    };

    /// <summary>Null where one of the subject's parties says it on a word that is good enough, or it is no statement.</summary>
    private WithoutEffect? OfStatement(Fact fact, string statement, PartyRole role) =>
        knowledge.Find(statement) is not { } subject || (subject.Makes is not null && !fact.IsRemark)
            ? null
            : Hindrance.OfParties(statement, moment.VoicesOf(fact), role, subject.Parties.Contains);
}
