using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>Turns promises into rows.</summary>
internal sealed class PromiseRows(ActorDisplayNames actors)
{
    public async Task<Promise> ToRowAsync(Diplomacy.V1.Promise promise, CancellationToken token) => new()
    {
        StatementId = ResourceNames.IdOf(promise.Statement),
        Kind = promise.Kind.ToString(),
        Debtor = await actors.NameAsync(promise.Debtor, token).ConfigureAwait(false),
        DebtorId = ResourceNames.IdOf(promise.Debtor),
        Creditor = await actors.NamesAsync(promise.Creditors, token).ConfigureAwait(false),
        CreditorId = ResourceNames.IdOf(promise.Creditors),
        DemandId = ResourceNames.IdOf(promise.Demand),
        What = promise.Kind == Diplomacy.V1.PromiseKind.ToAnswer ? $"answer {ResourceNames.IdOf(promise.Demand)}" : promise.Titles.First(),
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
        WithoutEffect = SentenceFormatter.WithoutEffect(promise.WithoutEffect),
        NegotiationId = ResourceNames.IdOf(promise.Negotiation),
    };
}
