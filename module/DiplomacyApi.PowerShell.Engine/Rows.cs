using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Makes rows for people of messages: names beside ids, and nothing but scalars.</summary>
internal sealed class Rows(ActorDirectory actors)
{
    public static ActorCandidate Of(Diplomacy.V1.ActorCandidate candidate) => new()
    {
        ActorId = Ids.Bare(candidate.Actor.Name),
        Name = candidate.Actor.DisplayNames.First(),
        Type = candidate.Actor.Type.ToString(),
        Matched = candidate.Matched,
        MatchKind = candidate.MatchKind.ToString(),
    };

    public async Task<Actor> OfAsync(Diplomacy.V1.Actor actor, CancellationToken token) => new()
    {
        ActorId = Ids.Bare(actor.Name),
        Name = actor.DisplayNames.First(),
        Type = actor.Type.ToString(),
        Aliases = string.Join(", ", actor.DisplayNames.Skip(1).Concat(actor.Aliases).Select(alias => alias.Text)),
        ExternalIds = string.Join(", ", actor.ExternalIds.Select(id => $"{id.Scheme}:{id.Value}")),
        SpeaksFor = await actors.NamesAsync(actor.Affiliations.Where(affiliation => affiliation.SpeaksFor).Select(affiliation => affiliation.Body), token).ConfigureAwait(false),
        MemberOf = await actors.NamesAsync(actor.Affiliations.Where(affiliation => !affiliation.SpeaksFor).Select(affiliation => affiliation.Body), token).ConfigureAwait(false),
        ReplacedBy = actor.ReplacedBy.Length == 0 ? "" : Ids.Bare(actor.ReplacedBy),
        Revision = actor.Revision,
    };

    public async Task<Statement> OfAsync(Diplomacy.V1.Statement statement, CancellationToken token) => new()
    {
        StatementId = Ids.Bare(statement.Name),
        Said = statement.Said.Text(),
        Speaker = await actors.NameAsync(statement.Speaker, token).ConfigureAwait(false),
        SpeakerId = Ids.Bare(statement.Speaker),
        To = await actors.NamesAsync(statement.Addressees, token).ConfigureAwait(false),
        Act = statement.ActKind.ToString(),
        Subject = SubjectOf(statement),
        Summary = statement.Summaries.First(),
        Quote = statement.Quotation?.Text ?? "",
        Form = statement.Form.To<Form>(),
        Attribution = statement.Attribution.To<Attribution>(),
        NegotiationId = Ids.Bare(statement.Negotiation),
        Sources = Mapping.Sources(statement.Reports),
        Marking = statement.Marking,
        CorrectedBy = Ids.Bare(statement.CorrectedBy),
        Revision = statement.Revision,
        RecordTime = statement.RecordTime.ToDateTimeOffset(),
        Recorder = statement.Recorder,
    };

    public async Task<Demand> OfAsync(DemandAnswer answer, CancellationToken token)
    {
        var (demand, debtors, states) = (answer.Demand, new List<string>(), new List<string>());
        foreach (var debtor in answer.Demand.Debtors)
        {
            var name = await actors.NameAsync(debtor.Debtor, token).ConfigureAwait(false);
            debtors.Add(name);
            states.Add($"{name}: {debtor.State}");
        }
        return new Demand
        {
            DemandId = Ids.Bare(demand.Name),
            Title = demand.Titles.First(),
            Creditor = await actors.NamesAsync(demand.Creditors, token).ConfigureAwait(false),
            Debtors = string.Join(", ", debtors),
            State = states.Count > 0 ? string.Join(", ", states) : "obliges nobody",
            Force = demand.Force.To<Force>(),
            RequiredForm = demand.RequiredForm.To<RequiredForm>(),
            ItemByItem = demand.ItemByItem,
            Items = string.Join("; ", demand.Items.Select(item => $"{item.Id}: {item.Titles.First()}")),
            Due = demand.Due.Text(),
            Since = demand.Since.Text(),
            NegotiationId = Ids.Bare(demand.Negotiation),
            Statement = Ids.Bare(demand.Statement),
            ReplacedBy = Ids.Bare(demand.ReplacedBy),
            Marking = demand.Marking,
            AsOf = answer.AsOf,
            KnownAtRevision = answer.Position.Revision,
        };
    }

    public async Task<IReadOnlyList<PendingDemand>> DebtorsOfAsync(DemandAnswer answer, CancellationToken token)
    {
        var demand = answer.Demand;
        var creditor = await actors.NamesAsync(demand.Creditors, token).ConfigureAwait(false);
        var rows = new List<PendingDemand>();
        foreach (var debtor in demand.Debtors)
        {
            rows.Add(new PendingDemand
            {
                DemandId = Ids.Bare(demand.Name),
                Title = demand.Titles.First(),
                Debtor = await actors.NameAsync(debtor.Debtor, token).ConfigureAwait(false),
                DebtorId = Ids.Bare(debtor.Debtor),
                Creditor = creditor,
                State = debtor.State.To<ObligationState>(),
                Basis = (debtor.StateDecision?.Basis ?? default).To<Attribution>(),
                SpokenPosition = Position(debtor.SpokenPosition, debtor.SpokenCounts),
                SpokenBasis = (debtor.SpokenDecision?.Basis ?? default).To<Attribution>(),
                FormalPosition = Position(debtor.FormalPosition, debtor.FormalCounts),
                ItemsAnswered = debtor.ItemsAnswered,
                ItemsTotal = debtor.ItemsTotal,
                Due = debtor.Due.Text(),
                DueEarliest = debtor.Due.Earliest(),
                DueLatest = debtor.Due.Latest(),
                Overdue = debtor.DueState.To<DueState>(),
                PromisedDue = string.Join(", ", debtor.Promises.Select(promise => promise.Due.Text()).Where(due => due.Length > 0)),
                PromiseMissed = debtor.Promises.Any(promise => promise.Missed),
                Since = debtor.Since.Text(),
                Reason = debtor.StateDecision?.Reason ?? "",
                NegotiationId = Ids.Bare(demand.Negotiation),
                Marking = demand.Marking,
                AsOf = answer.AsOf,
                KnownAtRevision = answer.Position.Revision,
            });
        }
        return rows;
    }

    public async Task<Obligation> OfAsync(Diplomacy.V1.Obligation obligation, string? asOf, LogPosition position, CancellationToken token) => new()
    {
        Kind = obligation.Kind.To<ObligationKind>(),
        SubjectId = Ids.Bare(obligation.Subject),
        DemandId = obligation.Kind == Diplomacy.V1.ObligationKind.Answer ? Ids.Bare(obligation.Subject) : "",
        Title = obligation.Titles.First(),
        Item = obligation.Item,
        ItemTitle = obligation.ItemTitles.First(),
        Debtor = await actors.NameAsync(obligation.Debtor, token).ConfigureAwait(false),
        DebtorId = Ids.Bare(obligation.Debtor),
        Creditor = await actors.NamesAsync(obligation.Creditors, token).ConfigureAwait(false),
        State = obligation.State.To<ObligationState>(),
        Basis = (obligation.StateDecision?.Basis ?? default).To<Attribution>(),
        Reason = obligation.StateDecision?.Reason ?? "",
        DecidedBy = string.Join(", ", obligation.StateDecision?.Statements.Select(Ids.Bare) ?? []),
        SpokenPosition = obligation.SpokenPosition.To<Disposition>(),
        FormalPosition = obligation.FormalPosition.To<Disposition>(),
        Acknowledgement = obligation.Acknowledgement.To<Disposition>(),
        Due = obligation.Due.Text(),
        DueEarliest = obligation.Due.Earliest(),
        DueLatest = obligation.Due.Latest(),
        Overdue = obligation.DueState.To<DueState>(),
        Since = obligation.Since.Text(),
        NegotiationId = Ids.Bare(obligation.Negotiation),
        AsOf = asOf ?? "",
        KnownAtRevision = position.Revision,
    };

    public async Task<Promise> OfAsync(Diplomacy.V1.Promise promise, CancellationToken token) => new()
    {
        StatementId = Ids.Bare(promise.Statement),
        Kind = promise.Kind.ToString(),
        Debtor = await actors.NameAsync(promise.Debtor, token).ConfigureAwait(false),
        DebtorId = Ids.Bare(promise.Debtor),
        Creditor = await actors.NamesAsync(promise.Creditors, token).ConfigureAwait(false),
        DemandId = Ids.Bare(promise.Demand),
        What = promise.Kind == PromiseKind.ToAnswer ? $"answer {Ids.Bare(promise.Demand)}" : promise.Titles.First(),
        Said = promise.Said.Text(),
        Due = promise.Due.Text(),
        Overdue = promise.DueState.To<DueState>(),
        Missed = promise.Missed,
        State = promise.State.To<ObligationState>(),
        Basis = promise.Basis.To<Attribution>(),
        WithoutEffect = promise.WithoutEffect,
        NegotiationId = Ids.Bare(promise.Negotiation),
    };

    public async Task<Negotiation> OfAsync(Diplomacy.V1.Negotiation negotiation, CancellationToken token) => new()
    {
        NegotiationId = Ids.Bare(negotiation.Name),
        Title = negotiation.Titles.First(),
        Parties = await actors.NamesAsync(negotiation.Parties, token).ConfigureAwait(false),
        Description = negotiation.Descriptions.First(),
        Marking = negotiation.Marking,
        Revision = negotiation.Revision,
    };

    public async Task<NegotiationStatus> OfAsync(Diplomacy.V1.NegotiationStatus status, string? asOf, LogPosition position, CancellationToken token)
    {
        var waiting = new List<string>();
        foreach (var one in status.WaitingOn)
            waiting.Add($"{await actors.NameAsync(one.Debtor, token).ConfigureAwait(false)} owes {await actors.NamesAsync(one.Creditors, token).ConfigureAwait(false)} "
                + $"{(one.Kind == Diplomacy.V1.ObligationKind.Reply ? "a reply" : one.Kind == Diplomacy.V1.ObligationKind.Performance ? "a performance" : "an answer")} on {one.Titles.First()}"
                + $" ({one.State}{(one.DueState == Diplomacy.V1.DueState.Unspecified ? "" : $", {one.DueState.ToString().ToUpperInvariant()}")})");
        var meeting = status.NextMeeting;
        return new NegotiationStatus
        {
            NegotiationId = Ids.Bare(status.Negotiation),
            Title = status.Titles.First(),
            State = status.State.To<NegotiationState>(),
            Reason = status.StateDecision?.Reason ?? "",
            Basis = (status.StateDecision?.Basis ?? default).To<Attribution>(),
            WaitingOn = string.Join("; ", waiting),
            NextMeeting = meeting is null ? "" : $"{meeting.Titles.First()}, {meeting.Phase}{(meeting.Date is null ? "" : $" for {meeting.Date.Text}")}",
            Conditions = await SaidAsync(status.Conditions.Select(condition => (condition.Authors.AsEnumerable(), condition.Titles.First())), token).ConfigureAwait(false),
            Warnings = await SaidAsync(status.Warnings.Select(warning => (warning.Authors.AsEnumerable(), warning.Consequences.First() + (warning.Hedged ? " (hedged)" : ""))), token).ConfigureAwait(false),
            Standoffs = string.Join("; ", status.Standoffs.Select(standoff => string.Join(" and ", standoff.Actors.Select(Ids.Bare)))),
            LastActivity = status.LastActivity.Text(),
            Marking = status.Marking,
            AsOf = asOf ?? "",
            KnownAtRevision = position.Revision,
        };
    }

    public async Task<TimelineEntry> OfAsync(Diplomacy.V1.TimelineEntry entry, CancellationToken token) => new()
    {
        Said = entry.Statement.Said.Text(),
        Seen = entry.SeenTime.ToDateTimeOffset(),
        Speaker = await actors.NameAsync(entry.Statement.Speaker, token).ConfigureAwait(false),
        Act = entry.Statement.ActKind.ToString(),
        Summary = entry.Statement.Summaries.First(),
        Attribution = entry.Statement.Attribution.To<Attribution>(),
        Effects = string.Join("; ", entry.Effects),
        WithoutEffect = entry.WithoutEffect,
        Denied = entry.Denied,
        Confirmed = entry.Confirmed,
        StatementId = Ids.Bare(entry.Statement.Name),
        NegotiationId = Ids.Bare(entry.Statement.Negotiation),
        Sources = Mapping.Sources(entry.Statement.Reports),
        Marking = entry.Statement.Marking,
    };

    public async Task<StatusChange> OfAsync(Diplomacy.V1.StatusChange change, string statement, CancellationToken token)
    {
        var debtor = await actors.NameAsync(change.Debtor, token).ConfigureAwait(false);
        var subject = Ids.Bare(change.Subject);
        var due = change.Due.Text();
        var what = change.What switch
        {
            StatusChangeKind.SpokenPosition => "spoken position ",
            StatusChangeKind.FormalPosition => "formal position ",
            StatusChangeKind.Due => "due ",
            _ => "",
        };
        return new StatusChange
        {
            StatementId = Ids.Bare(statement),
            Change = $"{debtor}, {(change.Item.Length > 0 ? $"{subject}/{change.Item}" : subject)}: {what}{Word(change.From)} → {Word(change.To)}{(due.Length > 0 ? $", due {due}" : "")}",
            DemandId = subject,
            Item = change.Item,
            Debtor = debtor,
            DebtorId = Ids.Bare(change.Debtor),
            What = change.What.ToString(),
            From = Word(change.From),
            To = Word(change.To),
            Due = due,
            Revision = change.LogPosition?.Revision ?? 0,
        };
    }

    private async Task<string> SaidAsync(IEnumerable<(IEnumerable<string> Authors, string What)> said, CancellationToken token)
    {
        var lines = new List<string>();
        foreach (var (authors, what) in said) lines.Add($"{await actors.NamesAsync(authors, token).ConfigureAwait(false)}: {what}");
        return string.Join("; ", lines);
    }

    private static Disposition Position(Diplomacy.V1.Disposition common, IEnumerable<PositionCount> counts) =>
        common != Diplomacy.V1.Disposition.Unspecified ? common.To<Disposition>() : counts.Any() ? Disposition.Mixed : Disposition.None;

    /// <summary>OUTSTANDING as Outstanding; a date as it is; nothing as "none".</summary>
    private static string Word(string value) => value.Length == 0 ? "none"
        : char.IsAsciiLetterUpper(value[0]) ? string.Concat(value.Split('_').Select(part => part[..1] + part[1..].ToLowerInvariant()))
        : value;

    private static string SubjectOf(Diplomacy.V1.Statement statement) => statement.ActCase switch
    {
        Diplomacy.V1.Statement.ActOneofCase.Demand => Ids.Bare(statement.Demand.Demand.Length > 0 ? statement.Demand.Demand : statement.Demand.Restates),
        Diplomacy.V1.Statement.ActOneofCase.Promise => Ids.Bare(statement.Promise.Demand),
        Diplomacy.V1.Statement.ActOneofCase.Response => string.Join(", ", statement.Response.Demands.Append(statement.Response.Meeting).Where(name => name.Length > 0).Select(Ids.Bare)),
        Diplomacy.V1.Statement.ActOneofCase.Condition => string.Join(", ", statement.Condition.Demands.Select(Ids.Bare)),
        Diplomacy.V1.Statement.ActOneofCase.Warning => string.Join(", ", statement.Warning.Demands.Select(Ids.Bare)),
        Diplomacy.V1.Statement.ActOneofCase.Meeting => Ids.Bare(statement.Meeting.Meeting),
        Diplomacy.V1.Statement.ActOneofCase.Withdrawal => Ids.Bare(statement.Withdrawal.Subject),
        Diplomacy.V1.Statement.ActOneofCase.Remark => Ids.Bare(statement.Remark.Subject),
        _ => "",
    };
}
