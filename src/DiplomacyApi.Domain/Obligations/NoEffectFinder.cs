using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>
/// Finds why a statement that should have an effect has none: its subject is gone, its speaker is not entitled, or a fold ignored it.
/// </summary>
internal sealed class NoEffectFinder(KnownStatements known, AsOfView view, EffectLog effects)
{
    /// <summary>The reason; null where it did something or was to do nothing.</summary>
    public WithoutEffect? ReasonFor(EffectiveStatement statement)
    {
        if (view.EffectivePartiesOf(statement).Parties.Count == 0) return NoEffectReasons.Denied();
        if (effects.EffectsOf(statement.Name).Count > 0) return null;
        return FindLostSubject(statement) ?? FindWrongSpeaker(statement) ?? effects.NoEffectOf(statement.Name);
    }

    /// <summary>If nothing that it is about is there, why the first is not.</summary>
    private WithoutEffect? FindLostSubject(EffectiveStatement statement)
    {
        WithoutEffect? first = null;
        foreach (var name in References.RequiredSubjects(statement.Message))
        {
            // A promise made again is nothing without the first one; that it was said is what a remark is about.
            var subject = statement.IsRemark ? name : PromiseFold.OriginalOf(view, name);
            if (FlawOf(subject, statement.Message.ActCase) is not { } flaw) return null;
            first ??= NoEffectReasons.Of(subject, flaw);
        }
        return first;
    }

    private SubjectFlaw? FlawOf(string name, Statement.ActOneofCase act)
    {
        var said = known.StatementsNaming(name).Where(statement => statement.Name == name || statement.Makes == name).ToList();
        if (said.Count == 0) return known.IsUnpublished(name) ? SubjectFlaw.Unpublished : SubjectFlaw.Removed;
        if (!said.Exists(view.Contains)) return SubjectFlaw.Unseen;
        // Whether it is denied is what a remark says of it.
        if (act != Statement.ActOneofCase.Remark
                && said.TrueForAll(statement => !view.Contains(statement) || view.EffectivePartiesOf(statement).Parties.Count == 0))
            return SubjectFlaw.Denied;
        return said.Exists(statement => CanBeAbout(act, statement)) ? null : SubjectFlaw.Reclassified;
    }

    /// <summary>
    /// Whether an act of this kind can be about the statement; a demand or meeting, which has a name of its own, always is.
    /// </summary>
    private static bool CanBeAbout(Statement.ActOneofCase act, EffectiveStatement subject) => act switch
    {
        Statement.ActOneofCase.Remark => true,
        Statement.ActOneofCase.Assessment => subject.Makes is not null || subject.Message.Promise is { Kind: PromiseKind.ToDo },
        Statement.ActOneofCase.Fulfillment =>
            subject.Makes is not null || subject.Message.Warning is not null || subject.Message.Promise is { Kind: PromiseKind.ToDo },
        Statement.ActOneofCase.Withdrawal => subject.Makes is not null
            || subject.Message.ActCase is Statement.ActOneofCase.Promise or Statement.ActOneofCase.Condition
                or Statement.ActOneofCase.Warning,
        Statement.ActOneofCase.Promise => subject.Makes is not null || subject.Message.Promise is { Kind: PromiseKind.ToDo },
        _ => subject.Makes is not null,
    };

    /// <summary>
    /// What no fold looks at: remarks that confirm or deny, withdrawals and fulfilments of statements, and negotiation steps.
    /// </summary>
    private WithoutEffect? FindWrongSpeaker(EffectiveStatement statement) => statement.Message.ActCase switch
    {
        Statement.ActOneofCase.Remark when statement.Message.Remark.Stance != Stance.Unspecified =>
            FindWrongParty(statement, statement.Message.Remark.Subject, PartyRole.Principal),
        Statement.ActOneofCase.Withdrawal => FindWrongParty(statement, statement.Message.Withdrawal.Subject, PartyRole.Author),
        Statement.ActOneofCase.Fulfillment => FindWrongParty(statement, statement.Message.Fulfillment.Subject, PartyRole.Author),
        Statement.ActOneofCase.NegotiationStep when view.EffectivePartiesOf(statement).BestBasis.IsWeak() =>
            NoEffectReasons.Of(statement.Message.Negotiation, WithoutEffectReason.Basis),
        _ => null,
    };

    /// <summary>Null if one of the subject's parties says it on a basis that is good enough, or the subject is not a statement.</summary>
    private WithoutEffect? FindWrongParty(EffectiveStatement act, string subjectName, PartyRole role) =>
        known.Find(subjectName) is not { } subject || (subject.Makes is not null && !act.IsRemark)
            ? null
            : NoEffectReasons.OfParties(subjectName, view.EffectivePartiesOf(act), role, subject.Parties.Contains);
}
