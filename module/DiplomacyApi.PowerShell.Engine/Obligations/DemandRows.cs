using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>Turns demands into rows: one for each demand, or one for each debtor.</summary>
internal sealed class DemandRows(ActorDisplayNames actors, SentenceFormatter sentences)
{
    public async Task<Demand> ToRowAsync(DemandAnswer answer, CancellationToken token)
    {
        var (demand, debtors, states) = (answer.Demand, new List<string>(), new List<string>());
        foreach (var debtor in answer.Demand.Debtors)
        {
            var name = await actors.NameAsync(debtor.Debtor, token).ConfigureAwait(false);
            debtors.Add(name);
            states.Add(
                $"{name}: {debtor.State}{(debtor.DueState == Diplomacy.V1.DueState.Unspecified ? "" : $" ({debtor.DueState.ToString().ToUpperInvariant()})")}");
        }
        return new Demand
        {
            DemandId = ResourceNames.IdOf(demand.Name),
            Title = demand.Titles.First(),
            Creditor = await actors.NamesAsync(demand.Creditors, token).ConfigureAwait(false),
            CreditorId = ResourceNames.IdOf(demand.Creditors),
            Debtors = string.Join(", ", debtors),
            DebtorIds = ResourceNames.IdOf(demand.Debtors.Select(debtor => debtor.Debtor)),
            State = states.Count > 0 ? string.Join(", ", states) : "obliges nobody",
            Strength = demand.Force.To<Force>(),
            RequiredForm = demand.RequiredForm.To<RequiredForm>(),
            ItemByItem = demand.ItemByItem,
            Items = string.Join("; ", demand.Items.Select(item => $"{item.Id}: {item.Titles.First()}")),
            Due = demand.DueAsked.Text(),
            Since = demand.Since.Text(),
            LastActivity = demand.LastActivity.Text(),
            NegotiationId = ResourceNames.IdOf(demand.Negotiation),
            StatementId = ResourceNames.IdOf(demand.Statement),
            ReplacedBy = ResourceNames.IdOf(demand.ReplacedBy),
            Marking = demand.Marking,
            AsOf = answer.AsOf,
            KnownAtRevision = answer.Position.Revision,
        };
    }

    public async Task<IReadOnlyList<PendingDemand>> ToDebtorRowsAsync(DemandAnswer answer, CancellationToken token)
    {
        var demand = answer.Demand;
        var rows = new List<PendingDemand>();
        foreach (var debtor in demand.Debtors)
        {
            var (spoken, formal) =
                (Position(debtor.SpokenPosition, debtor.SpokenCounts), Position(debtor.FormalPosition, debtor.FormalCounts));
            var isMissed = debtor.Promises.Any(promise => promise.Missed);
            rows.Add(new PendingDemand
            {
                DemandId = ResourceNames.IdOf(demand.Name),
                Title = demand.Titles.First(),
                Debtor = await actors.NameAsync(debtor.Debtor, token).ConfigureAwait(false),
                DebtorId = ResourceNames.IdOf(debtor.Debtor),
                Creditor = await actors.NamesAsync(debtor.Creditors, token).ConfigureAwait(false),
                CreditorId = ResourceNames.IdOf(debtor.Creditors),
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
                OverdueBy = ObligationRows.OverdueBy(debtor.DueState, debtor.DueKinds),
                OverdueSince = debtor.DueState == Diplomacy.V1.DueState.Overdue ? debtor.DueStateTime?.ToDateTimeOffset() : null,
                PromiseMissed = isMissed,
                Late = debtor.Late,
                Satisfied = debtor.SatisfiedCreditors.Count == 0 ? "" : $"{debtor.SatisfiedCreditors.Count} of {debtor.Creditors.Count}",
                Since = debtor.Since.Text(),
                LastActivity = demand.LastActivity.Text(),
                Reason = await sentences.ReasonAsync(debtor.StateDecision, token).ConfigureAwait(false),
                NegotiationId = ResourceNames.IdOf(demand.Negotiation),
                Marking = demand.Marking,
                AsOf = answer.AsOf,
                KnownAtRevision = answer.Position.Revision,
            });
        }
        return rows;
    }

    /// <summary>One position on all items, or on those that were answered; Mixed where they differ.</summary>
    private static Disposition Position(Diplomacy.V1.Disposition common, IReadOnlyList<PositionCount> counts) =>
        common != Diplomacy.V1.Disposition.Unspecified ? common.To<Disposition>()
        : counts.Count switch { 0 => Disposition.None, 1 => counts[0].Position.To<Disposition>(), _ => Disposition.Mixed };

    private static string InWords(Disposition position, IReadOnlyList<PositionCount> counts, int total) =>
        position == Disposition.None
            ? ""
            : counts.Sum(one => one.Count) is var answered && answered > 0 && answered < total
                ? $"{position}, {answered} of {total}"
                : position.ToString();
}
