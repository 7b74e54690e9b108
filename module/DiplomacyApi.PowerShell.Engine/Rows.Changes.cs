using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Changes of status.</summary>
internal sealed partial class Rows
{
    public async Task<StatusChange> OfAsync(Diplomacy.V1.StatusChange change, string statement, CancellationToken token)
    {
        var debtor = await actors.NameAsync(change.Debtor, token).ConfigureAwait(false);
        var (subject, due) = (Ids.Bare(change.Subject), change.DuePromised.Text());
        var place = change.Item.Length > 0 ? $"{subject}/{change.Item}"
            : change.Subject.StartsWith("statements/", StringComparison.Ordinal) ? await promises.TitleAsync(change.Subject, token).ConfigureAwait(false)
            : subject;
        return new StatusChange
        {
            StatementId = Ids.Bare(statement),
            Change = $"{debtor}, {place}: {What(change)}{(due.Length > 0 && change.What is not (StatusChangeKind.DueAsked or StatusChangeKind.DuePromised) ? $", due {due}" : "")}",
            Kind = change.Kind.To<ObligationKind>(),
            SubjectId = subject,
            DemandId = change.Subject.StartsWith("demands/", StringComparison.Ordinal) ? subject : "",
            Item = change.Item,
            Debtor = debtor,
            DebtorId = Ids.Bare(change.Debtor),
            Creditor = await actors.NamesAsync(change.Creditors, token).ConfigureAwait(false),
            What = change.What.ToString(),
            Before = Word(change.Before),
            After = Word(change.After),
            Due = due,
            State = change.State.To<ObligationState>(),
            DueState = change.DueState.To<DueState>(),
            ByClock = change.ByClock,
            NegotiationId = Ids.Bare(change.Negotiation),
            Revision = change.LogPosition?.Revision ?? 0,
        };
    }

    /// <summary>A due that comes with a change of state, joined to it: promised, due then.</summary>
    public static IEnumerable<Diplomacy.V1.StatusChange> Joined(IEnumerable<Diplomacy.V1.StatusChange> changes)
    {
        var dues = new Dictionary<(string, string, string, StatusChangeKind), Diplomacy.V1.StatusChange>();
        var rest = new List<Diplomacy.V1.StatusChange>();
        foreach (var change in changes)
            if (change is not { What: StatusChangeKind.DueAsked or StatusChangeKind.DuePromised, Before: null } || !dues.TryAdd(Of(change, change.What), change)) rest.Add(change);
        foreach (var change in rest)
        {
            if (change.What == StatusChangeKind.State)
            {
                Join(change, StatusChangeKind.DuePromised);
                Join(change, StatusChangeKind.DueAsked);
            }
            yield return change;
        }
        foreach (var due in dues.Values) yield return due;

        void Join(Diplomacy.V1.StatusChange change, StatusChangeKind kind)
        {
            if (!dues.TryGetValue(Of(change, kind), out var due) || (change.DuePromised is not null && !change.DuePromised.Equals(due.After.Due))) return;
            dues.Remove(Of(change, kind));
            change.DuePromised = due.After.Due;
        }

        static (string, string, string, StatusChangeKind) Of(Diplomacy.V1.StatusChange change, StatusChangeKind kind) => (change.Subject, change.Item, change.Debtor, kind);
    }

    /// <summary>Takes the words of promises that are being recorded.</summary>
    public void Learn(IEnumerable<Diplomacy.V1.Statement> recorded)
    {
        foreach (var statement in recorded.Where(statement => statement.ActCase is Diplomacy.V1.Statement.ActOneofCase.Promise)) promises.Learn(statement);
    }

    private static string What(Diplomacy.V1.StatusChange change) => change.What switch
    {
        StatusChangeKind.SpokenPosition => $"spoken position {Word(change.Before)} → {Word(change.After)}",
        StatusChangeKind.FormalPosition => $"formal position {Word(change.Before)} → {Word(change.After)}",
        StatusChangeKind.DueAsked => $"due {Word(change.Before)} → {Word(change.After)}",
        StatusChangeKind.DuePromised => $"due promised {Word(change.Before)} → {Word(change.After)}",
        StatusChangeKind.Verdict => $"verdict of {Ids.Bare(change.Creditor)} {Word(change.Before)} → {Word(change.After)}",
        StatusChangeKind.Overdue => change.After is not null ? $"is {Word(change.After)}" : $"is no longer {Word(change.Before)}",
        _ => $"{Word(change.Before)} → {Word(change.After)}",
    };

    private static string Word(StatusValue? value) => value?.ValueCase switch
    {
        StatusValue.ValueOneofCase.State => value.State.ToString(),
        StatusValue.ValueOneofCase.Position => value.Position.ToString(),
        StatusValue.ValueOneofCase.Due => value.Due.Text,
        StatusValue.ValueOneofCase.DueState => value.DueState.ToString(),
        StatusValue.ValueOneofCase.Verdict => value.Verdict.ToString(),
        _ => "none",
    };
}
