using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;

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
            CreditorId = Ids.Bare(demand.Creditors),
            Debtors = string.Join(", ", debtors),
            DebtorIds = Ids.Bare(demand.Debtors.Select(debtor => debtor.Debtor)),
            State = states.Count > 0 ? string.Join(", ", states) : "obliges nobody",
            Strength = demand.Force.To<Force>(),
            RequiredForm = demand.RequiredForm.To<RequiredForm>(),
            ItemByItem = demand.ItemByItem,
            Items = string.Join("; ", demand.Items.Select(item => $"{item.Id}: {item.Titles.First()}")),
            Due = demand.DueAsked.Text(),
            Since = demand.Since.Text(),
            LastActivity = demand.LastActivity.Text(),
            NegotiationId = Ids.Bare(demand.Negotiation),
            StatementId = Ids.Bare(demand.Statement),
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
            var (spoken, formal) = (Position(debtor.SpokenPosition, debtor.SpokenCounts), Position(debtor.FormalPosition, debtor.FormalCounts));
            var isMissed = debtor.Promises.Any(promise => promise.Missed);
            rows.Add(new PendingDemand
            {
                DemandId = Ids.Bare(demand.Name),
                Title = demand.Titles.First(),
                Debtor = await actors.NameAsync(debtor.Debtor, token).ConfigureAwait(false),
                DebtorId = Ids.Bare(debtor.Debtor),
                Creditor = await actors.NamesAsync(debtor.Creditors, token).ConfigureAwait(false),
                CreditorId = Ids.Bare(debtor.Creditors),
                State = debtor.State.To<ObligationState>(),
                Basis = (debtor.StateDecision?.Basis ?? default).To<Attribution>(),
                Position = InWords(formal, debtor.FormalCounts, debtor.ItemsTotal),
                SpokenOnly = spoken == formal ? "" : InWords(spoken, debtor.SpokenCounts, debtor.ItemsTotal),
                SpokenPosition = spoken,
                SpokenBasis = (debtor.SpokenDecision?.Basis ?? default).To<Attribution>(),
                FormalPosition = formal,
                ItemsOwed = debtor.ItemsOwed,
                ItemsAnswered = debtor.ItemsAnswered,
                ItemsTotal = debtor.ItemsTotal,
                Due = ViewText.Due(debtor.DueAsked.Text(), debtor.DuePromised.Text(), debtor.DueState.To<DueState>(), isMissed),
                DueAsked = debtor.DueAsked.Text(),
                DueEarliest = debtor.DueAsked.Earliest(),
                DueLatest = debtor.DueAsked.Latest(),
                DuePromised = debtor.DuePromised.Text(),
                DueState = debtor.DueState.To<DueState>(),
                IsOverdue = debtor.DueState == Diplomacy.V1.DueState.Overdue,
                OverdueBy = OverdueBy(debtor.DueState, debtor.DueKinds),
                OverdueSince = debtor.DueState == Diplomacy.V1.DueState.Overdue ? debtor.DueStateTime?.ToDateTimeOffset() : null,
                PromiseMissed = isMissed,
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

    /// <summary>Obligations in the order in which they came, but for items of one demand that follow each other: these are in the demand's order.</summary>
    public async Task<List<Obligation>> OfAsync(IReadOnlyList<Diplomacy.V1.Obligation> obligations, string? asOf, LogPosition position, CancellationToken token)
    {
        var rows = new List<Obligation>();
        for (var start = 0; start < obligations.Count;)
        {
            var first = obligations[start];
            var together = obligations.Skip(start).TakeWhile(one => one.Subject == first.Subject && one.Kind == first.Kind).ToList();
            start += together.Count;
            foreach (var obligation in await items.SortedAsync(first.Subject, together, one => one.Item, token).ConfigureAwait(false))
                rows.Add(await OfAsync(obligation, asOf, position, token).ConfigureAwait(false));
        }
        return rows;
    }

    private async Task<Obligation> OfAsync(Diplomacy.V1.Obligation obligation, string? asOf, LogPosition position, CancellationToken token) => new()
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
        CreditorId = Ids.Bare(obligation.Creditors),
        State = obligation.State.To<ObligationState>(),
        Basis = (obligation.StateDecision?.Basis ?? default).To<Attribution>(),
        Reason = await ReasonAsync(obligation.StateDecision, token).ConfigureAwait(false),
        DecidedBy = string.Join(", ", obligation.StateDecision?.Statements.Select(Ids.Bare) ?? []),
        Position = ViewText.Word(obligation.FormalPosition.To<Disposition>()),
        SpokenOnly = obligation.SpokenPosition == obligation.FormalPosition ? "" : ViewText.Word(obligation.SpokenPosition.To<Disposition>()),
        SpokenPosition = obligation.SpokenPosition.To<Disposition>(),
        FormalPosition = obligation.FormalPosition.To<Disposition>(),
        Acknowledgement = obligation.Acknowledgement.To<Disposition>(),
        Due = ViewText.Due(obligation.DueAsked.Text(), obligation.DuePromised.Text(), obligation.DueState.To<DueState>(), obligation.Promises.Any(promise => promise.Missed)),
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
        CreditorId = Ids.Bare(promise.Creditors),
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

    /// <summary>One position on all items, or on those that were answered; Mixed where they differ.</summary>
    private static Disposition Position(Diplomacy.V1.Disposition common, IReadOnlyList<PositionCount> counts) =>
        common != Diplomacy.V1.Disposition.Unspecified ? common.To<Disposition>()
        : counts.Count switch { 0 => Disposition.None, 1 => counts[0].Position.To<Disposition>(), _ => Disposition.Mixed };

    private static string InWords(Disposition position, IReadOnlyList<PositionCount> counts, int total) =>
        position == Disposition.None ? "" : counts.Sum(one => one.Count) is var answered && answered > 0 && answered < total ? $"{position}, {answered} of {total}" : position.ToString();
}
