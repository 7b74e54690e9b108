using Diplomacy.V1;
using DiplomacyApi.Client.Sentences;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>Turns changes of status into rows.</summary>
internal sealed class StatusChangeRows(
    ActorDisplayNames actors, SentenceFormatter sentences, PromiseTitleLookup promises, ItemOrderLookup items, CauseLookup causes)
{
    /// <summary>More items of one change are counted, and not named.</summary>
    private const int NamedItemsMax = 3;

    /// <summary>A row for each change. Items that changed alike share one, in the order in which their demand names them.</summary>
    public async Task<List<StatusChange>> ToRowsAsync(
        IEnumerable<Diplomacy.V1.StatusChange> changes, Func<Diplomacy.V1.StatusChange, string> statement, CancellationToken token)
    {
        var rows = new List<StatusChange>();
        foreach (var subject in WithoutRepeatedDues([.. changes]).GroupBy(change => change.Subject, StringComparer.Ordinal))
        {
            var sorted = await items.SortedAsync(subject.Key, [.. subject], change => change.Item, token).ConfigureAwait(false);
            foreach (var alike in sorted.GroupBy(WithoutItem))
                rows.Add(await ToRowAsync(alike.First(), [.. alike.Select(change => change.Item).Where(item => item.Length > 0)],
                    statement(alike.First()), token).ConfigureAwait(false));
        }
        return rows;
    }

    private async Task<StatusChange> ToRowAsync(
        Diplomacy.V1.StatusChange change, IReadOnlyList<string> changed, string statement, CancellationToken token)
    {
        var subject = ResourceNames.IdOf(change.Subject);
        var sentence = change.InEnglish(await sentences.LookupAsync(English.NamesIn(change), token).ConfigureAwait(false));
        var cause = await causes.FindAsync(change.Cause.Length > 0 ? change.Cause : change.ByClock ? "" : statement,
            token).ConfigureAwait(false);
        return new StatusChange
        {
            StatementId = ResourceNames.IdOf(statement),
            Change = changed.Count < 2
                ? sentence
                : sentence.Replace($"{subject}/{change.Item}", Place(subject, changed), StringComparison.Ordinal),
            Kind = change.Kind.To<ObligationKind>(),
            SubjectId = subject,
            DemandId = change.Subject.StartsWith("demands/", StringComparison.Ordinal) ? subject : "",
            Item = changed is [var one] ? one : "",
            Items = string.Join(", ", changed),
            Debtor = await actors.NameAsync(change.Debtor, token).ConfigureAwait(false),
            DebtorId = ResourceNames.IdOf(change.Debtor),
            Creditor = await actors.NamesAsync(change.Creditors, token).ConfigureAwait(false),
            What = change.What.ToString(),
            Before = English.ValueText(change.Before),
            After = English.ValueText(change.After),
            Due = English.DueWith(change).Text() is { Length: > 0 } due ? due : change.After?.Due.Text() ?? "",
            State = change.State.To<ObligationState>(),
            DueState = change.DueState.To<DueState>(),
            ByClock = change.ByClock,
            Said = cause.Said,
            RecordTime = cause.RecordTime,
            Recorder = cause.Recorder,
            NegotiationId = ResourceNames.IdOf(change.Negotiation),
            Revision = change.LogPosition?.Revision ?? 0,
        };
    }

    private static string Place(string subject, IReadOnlyList<string> changed) => changed.Count switch
    {
        <= NamedItemsMax => $"{subject} ({string.Join(", ", changed)})",
        _ => $"{subject} ({changed.Count} items)",
    };

    /// <summary>What is equal of items that changed alike.</summary>
    private static Diplomacy.V1.StatusChange WithoutItem(Diplomacy.V1.StatusChange change)
    {
        var same = change.Clone();
        same.Item = "";
        return same;
    }

    /// <summary>Leaves out the dues that a change of state already contains ("promised, due …").</summary>
    private static IEnumerable<Diplomacy.V1.StatusChange> WithoutRepeatedDues(IReadOnlyCollection<Diplomacy.V1.StatusChange> changes)
    {
        var shown = changes.Select(change => Key(change, English.DueWith(change))).ToHashSet();
        return changes.Where(change => change is not { What: StatusChangeKind.DueAsked or StatusChangeKind.DuePromised, Before: null }
            || !shown.Contains(Key(change, change.After.Due)));

        static (string, string, string, PartialDate?) Key(Diplomacy.V1.StatusChange change, PartialDate? due) =>
            (change.Subject, change.Item, change.Debtor, due);
    }

    /// <summary>
    /// Remembers what the statements that are being recorded say: the words of promises, the items of demands, and the dates said. They may
    /// not be readable yet.
    /// </summary>
    public void Learn(IEnumerable<Diplomacy.V1.Statement> recorded)
    {
        foreach (var statement in recorded)
        {
            causes.Learn(statement);
            if (statement.Promise is not null) promises.Learn(statement);
            if (statement.Demand is { Demand.Length: > 0, Restates: "", Joins: "" } demand) items.Learn(demand.Demand, demand.Items);
        }
    }
}
