using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Demands, and what is owed.</summary>
internal sealed partial class Rows
{
    public async Task<Demand> OfAsync(DemandAnswer answer, CancellationToken token)
    {
        var (demand, debtors, states) = (answer.Demand, new List<string>(), new List<string>());
        foreach (var debtor in answer.Demand.Debtors)
        {
            var name = await actors.NameAsync(debtor.Debtor, token).ConfigureAwait(false);
            debtors.Add(name);
            states.Add($"{name}: {debtor.State}{(debtor.DueState == Diplomacy.V1.DueState.Unspecified ? "" : $" ({debtor.DueState.ToString().ToUpperInvariant()})")}");
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
            Due = demand.DueAsked.Text(),
            Since = demand.Since.Text(),
            LastActivity = demand.LastActivity.Text(),
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
        var rows = new List<PendingDemand>();
        foreach (var debtor in demand.Debtors)
        {
            rows.Add(new PendingDemand
            {
                DemandId = Ids.Bare(demand.Name),
                Title = demand.Titles.First(),
                Debtor = await actors.NameAsync(debtor.Debtor, token).ConfigureAwait(false),
                DebtorId = Ids.Bare(debtor.Debtor),
                Creditor = await actors.NamesAsync(debtor.Creditors, token).ConfigureAwait(false),
                State = debtor.State.To<ObligationState>(),
                Basis = (debtor.StateDecision?.Basis ?? default).To<Attribution>(),
                SpokenPosition = Position(debtor.SpokenPosition, debtor.SpokenCounts),
                SpokenBasis = (debtor.SpokenDecision?.Basis ?? default).To<Attribution>(),
                FormalPosition = Position(debtor.FormalPosition, debtor.FormalCounts),
                ItemsOwed = debtor.ItemsOwed,
                ItemsAnswered = debtor.ItemsAnswered,
                ItemsTotal = debtor.ItemsTotal,
                DueAsked = debtor.DueAsked.Text(),
                DueEarliest = debtor.DueAsked.Earliest(),
                DueLatest = debtor.DueAsked.Latest(),
                DuePromised = debtor.DuePromised.Text(),
                DueState = debtor.DueState.To<DueState>(),
                IsOverdue = debtor.DueState == Diplomacy.V1.DueState.Overdue,
                OverdueBy = OverdueBy(debtor.DueState, debtor.DueKinds),
                OverdueSince = debtor.DueState == Diplomacy.V1.DueState.Overdue ? debtor.DueStateTime?.ToDateTimeOffset() : null,
                PromiseMissed = debtor.Promises.Any(promise => promise.Missed),
                Late = debtor.Late,
                Satisfied = debtor.SatisfiedCreditors.Count == 0 ? "" : $"{debtor.SatisfiedCreditors.Count} of {debtor.Creditors.Count}",
                Since = debtor.Since.Text(),
                LastActivity = demand.LastActivity.Text(),
                Reason = await ReasonAsync(debtor.StateDecision, token).ConfigureAwait(false),
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
        Reason = await ReasonAsync(obligation.StateDecision, token).ConfigureAwait(false),
        DecidedBy = string.Join(", ", obligation.StateDecision?.Statements.Select(Ids.Bare) ?? []),
        SpokenPosition = obligation.SpokenPosition.To<Disposition>(),
        FormalPosition = obligation.FormalPosition.To<Disposition>(),
        Acknowledgement = obligation.Acknowledgement.To<Disposition>(),
        DueAsked = obligation.DueAsked.Text(),
        DueEarliest = obligation.DueAsked.Earliest(),
        DueLatest = obligation.DueAsked.Latest(),
        DuePromised = obligation.DuePromised.Text(),
        DueState = obligation.DueState.To<DueState>(),
        IsOverdue = obligation.DueState == Diplomacy.V1.DueState.Overdue,
        OverdueBy = OverdueBy(obligation.DueState, obligation.DueKinds),
        OverdueSince = obligation.DueState == Diplomacy.V1.DueState.Overdue ? obligation.DueStateTime?.ToDateTimeOffset() : null,
        PromiseMissed = obligation.Promises.Any(promise => promise.Missed),
        Late = obligation.Late,
        Answered = obligation.DeliveredDate.Text(),
        Days = DaysBetween(obligation.Since, obligation.DeliveredDate),
        Verdicts = await VerdictsAsync(obligation.Verdicts, token).ConfigureAwait(false),
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
        What = promise.Kind == Diplomacy.V1.PromiseKind.ToAnswer ? $"answer {Ids.Bare(promise.Demand)}" : promise.Titles.First(),
        Said = promise.Said.Text(),
        Due = promise.Due.Text(),
        DueEarliest = promise.Due.Earliest(),
        DueLatest = promise.Due.Latest(),
        DueState = promise.DueState.To<DueState>(),
        IsOverdue = promise.DueState == Diplomacy.V1.DueState.Overdue,
        Missed = promise.Missed,
        State = promise.State.To<ObligationState>(),
        Basis = promise.Basis.To<Attribution>(),
        Withdrawn = promise.Withdrawn,
        WithoutEffect = Without(promise.WithoutEffect),
        NegotiationId = Ids.Bare(promise.Negotiation),
    };

    private static string OverdueBy(Diplomacy.V1.DueState state, IEnumerable<DueKind> kinds) =>
        state == Diplomacy.V1.DueState.Overdue ? string.Join(", ", kinds) : "";

    /// <summary>The whole days between the beginnings of two dates; null where one of them is not known.</summary>
    private static int? DaysBetween(PartialDate? from, PartialDate? to) =>
        from.Earliest() is { } begun && to.Earliest() is { } ended ? (int)(ended - begun).TotalDays : null;

    private async Task<string> VerdictsAsync(IEnumerable<CreditorVerdict> verdicts, CancellationToken token)
    {
        var told = new List<string>();
        foreach (var one in verdicts) told.Add($"{await actors.NameAsync(one.Creditor, token).ConfigureAwait(false)}: {one.Verdict}");
        return string.Join("; ", told);
    }

    private static Disposition Position(Diplomacy.V1.Disposition common, IEnumerable<PositionCount> counts) =>
        common != Diplomacy.V1.Disposition.Unspecified ? common.To<Disposition>() : counts.Any() ? Disposition.Mixed : Disposition.None;
}
