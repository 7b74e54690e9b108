using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>Turns obligations into rows.</summary>
internal sealed class ObligationRows(ActorDisplayNames actors, SentenceFormatter sentences, ItemOrderLookup items)
{
    /// <summary>
    /// Obligations in the order in which they came, but for items of one demand that follow each other: these are in the demand's order.
    /// </summary>
    public async Task<List<Obligation>> ToRowsAsync(
        IReadOnlyList<Diplomacy.V1.Obligation> obligations, string? asOf, LogPosition position, CancellationToken token)
    {
        var rows = new List<Obligation>();
        for (var start = 0; start < obligations.Count;)
        {
            var first = obligations[start];
            var together = obligations.Skip(start).TakeWhile(one => one.Subject == first.Subject && one.Kind == first.Kind).ToList();
            start += together.Count;
            foreach (var obligation in await items.SortedAsync(first.Subject, together, one => one.Item, token).ConfigureAwait(false))
                rows.Add(await ToRowAsync(obligation, asOf, position, token).ConfigureAwait(false));
        }
        return rows;
    }

    public async Task<Obligation> ToRowAsync(
        Diplomacy.V1.Obligation obligation, string? asOf, LogPosition position, CancellationToken token) => new()
        {
            Kind = obligation.Kind.To<ObligationKind>(),
            SubjectId = ResourceNames.IdOf(obligation.Subject),
            DemandId = obligation.Kind == Diplomacy.V1.ObligationKind.Answer ? ResourceNames.IdOf(obligation.Subject) : "",
            Title = obligation.Titles.First(),
            Item = obligation.Item,
            ItemTitle = obligation.ItemTitles.First(),
            Debtor = await actors.NameAsync(obligation.Debtor, token).ConfigureAwait(false),
            DebtorId = ResourceNames.IdOf(obligation.Debtor),
            Creditor = await actors.NamesAsync(obligation.Creditors, token).ConfigureAwait(false),
            CreditorId = ResourceNames.IdOf(obligation.Creditors),
            State = obligation.State.To<ObligationState>(),
            Basis = (obligation.StateDecision?.Basis ?? default).To<Attribution>(),
            Reason = await sentences.ReasonAsync(obligation.StateDecision, token).ConfigureAwait(false),
            DecidedBy = string.Join(", ", obligation.StateDecision?.Statements.Select(ResourceNames.IdOf) ?? []),
            Position = ViewText.Word(obligation.FormalPosition.To<Disposition>()),
            SpokenOnly = obligation.SpokenPosition == obligation.FormalPosition
            ? ""
            : ViewText.Word(obligation.SpokenPosition.To<Disposition>()),
            SpokenPosition = obligation.SpokenPosition.To<Disposition>(),
            FormalPosition = obligation.FormalPosition.To<Disposition>(),
            Acknowledgement = obligation.Acknowledgement.To<Disposition>(),
            Due = ViewText.Due(obligation.DueAsked.Text(), obligation.DuePromised.Text(), obligation.DueState.To<DueState>(),
            obligation.Promises.Any(promise => promise.Missed)),
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
            NegotiationId = ResourceNames.IdOf(obligation.Negotiation),
            AsOf = asOf ?? "",
            KnownAtRevision = position.Revision,
        };

    /// <summary>Which dues have passed; empty if none has.</summary>
    public static string OverdueBy(Diplomacy.V1.DueState state, IEnumerable<DueKind> kinds) =>
        state == Diplomacy.V1.DueState.Overdue ? string.Join(", ", kinds) : "";

    /// <summary>The whole days between the beginnings of two dates; null where one of them is not known.</summary>
    private static int? DaysBetween(PartialDate? from, PartialDate? to) =>
        from.Earliest() is { } begun && to.Earliest() is { } ended ? (int)(ended - begun).TotalDays : null;

    private async Task<string> VerdictsAsync(IEnumerable<CreditorVerdict> verdicts, CancellationToken token)
    {
        var texts = new List<string>();
        foreach (var one in verdicts) texts.Add($"{await actors.NameAsync(one.Creditor, token).ConfigureAwait(false)}: {one.Verdict}");
        return string.Join("; ", texts);
    }
}
