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
                ItemsOwed = debtor.ItemsOwed,
                ItemsAnswered = debtor.ItemsAnswered,
                ItemsTotal = debtor.ItemsTotal,
                Due = debtor.Due.Text(),
                DueEarliest = debtor.Due.Earliest(),
                DueLatest = debtor.Due.Latest(),
                Overdue = debtor.DueState.To<DueState>(),
                PromisedDue = Dues(debtor.Promises),
                PromiseMissed = debtor.Promises.Any(promise => promise.Missed),
                Since = debtor.Since.Text(),
                Reason = await actors.NamedAsync(debtor.StateDecision?.Reason ?? "", [debtor.Debtor, .. demand.Creditors], token).ConfigureAwait(false),
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
        Reason = await actors.NamedAsync(obligation.StateDecision?.Reason ?? "", [obligation.Debtor, .. obligation.Creditors], token).ConfigureAwait(false),
        DecidedBy = string.Join(", ", obligation.StateDecision?.Statements.Select(Ids.Bare) ?? []),
        SpokenPosition = obligation.SpokenPosition.To<Disposition>(),
        FormalPosition = obligation.FormalPosition.To<Disposition>(),
        Acknowledgement = obligation.Acknowledgement.To<Disposition>(),
        Due = obligation.Due.Text(),
        DueEarliest = obligation.Due.Earliest(),
        DueLatest = obligation.Due.Latest(),
        Overdue = obligation.DueState.To<DueState>(),
        PromisedDue = Dues(obligation.Promises),
        PromiseMissed = obligation.Promises.Any(promise => promise.Missed),
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
        Overdue = promise.DueState.To<DueState>(),
        Missed = promise.Missed,
        State = promise.State.To<ObligationState>(),
        Basis = promise.Basis.To<Attribution>(),
        Withdrawn = promise.Withdrawn,
        WithoutEffect = promise.WithoutEffect,
        NegotiationId = Ids.Bare(promise.Negotiation),
    };

    private static string Dues(IEnumerable<PromiseMade> promises) =>
        string.Join(", ", promises.Select(promise => promise.Due.Text()).Where(due => due.Length > 0).Distinct(StringComparer.Ordinal));

    private static Disposition Position(Diplomacy.V1.Disposition common, IEnumerable<PositionCount> counts) =>
        common != Diplomacy.V1.Disposition.Unspecified ? common.To<Disposition>() : counts.Any() ? Disposition.Mixed : Disposition.None;
}
