using Diplomacy.V1;
using DiplomacyApi.Client.Sentences;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Changes of status.</summary>
internal sealed partial class Rows
{
    public async Task<StatusChange> OfAsync(Diplomacy.V1.StatusChange change, string statement, CancellationToken token)
    {
        var subject = Ids.Bare(change.Subject);
        return new StatusChange
        {
            StatementId = Ids.Bare(statement),
            Change = change.InEnglish(await LookupAsync(English.NamesIn(change), token).ConfigureAwait(false)),
            Kind = change.Kind.To<ObligationKind>(),
            SubjectId = subject,
            DemandId = change.Subject.StartsWith("demands/", StringComparison.Ordinal) ? subject : "",
            Item = change.Item,
            Debtor = await actors.NameAsync(change.Debtor, token).ConfigureAwait(false),
            DebtorId = Ids.Bare(change.Debtor),
            Creditor = await actors.NamesAsync(change.Creditors, token).ConfigureAwait(false),
            What = change.What.ToString(),
            Before = English.ValueText(change.Before),
            After = English.ValueText(change.After),
            Due = English.DueWith(change).Text(),
            State = change.State.To<ObligationState>(),
            DueState = change.DueState.To<DueState>(),
            ByClock = change.ByClock,
            NegotiationId = Ids.Bare(change.Negotiation),
            Revision = change.LogPosition?.Revision ?? 0,
        };
    }

    /// <summary>Without the dues that a change of state tells already: promised, due then.</summary>
    public static IEnumerable<Diplomacy.V1.StatusChange> Joined(IReadOnlyCollection<Diplomacy.V1.StatusChange> changes)
    {
        var shown = changes.Select(change => Key(change, English.DueWith(change))).ToHashSet();
        return changes.Where(change => change is not { What: StatusChangeKind.DueAsked or StatusChangeKind.DuePromised, Before: null } || !shown.Contains(Key(change, change.After.Due)));

        static (string, string, string, PartialDate?) Key(Diplomacy.V1.StatusChange change, PartialDate? due) => (change.Subject, change.Item, change.Debtor, due);
    }

    /// <summary>Takes the words of promises that are being recorded.</summary>
    public void Learn(IEnumerable<Diplomacy.V1.Statement> recorded)
    {
        foreach (var statement in recorded.Where(statement => statement.ActCase is Diplomacy.V1.Statement.ActOneofCase.Promise)) promises.Learn(statement);
    }
}
