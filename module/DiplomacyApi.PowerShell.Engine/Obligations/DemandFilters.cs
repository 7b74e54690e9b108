using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>The filter of the contract for a query.</summary>
internal static class DemandFilters
{
    public static async Task<DemandFilter> CreateAsync(DiplomacyClient client, DemandQuery query, CancellationToken cancellationToken)
    {
        var actors = new ActorResolver(client);
        return new DemandFilter
        {
            Pending = query.Pending,
            Contested = query.Contested,
            Debtor = await actors.ResolveOptionalAsync(query.Debtor, cancellationToken).ConfigureAwait(false),
            Creditor = await actors.ResolveOptionalAsync(query.Creditor, cancellationToken).ConfigureAwait(false),
            Negotiation = query.Negotiation is null ? "" : ResourceNames.Parse("negotiations", query.Negotiation),
            DueStates = { query.DueStates.Select(state => MessageExtensions.From<Diplomacy.V1.DueState>(state)) },
            Demands = { query.Demands.Select(demand => ResourceNames.Parse("demands", demand)) },
            DueBy = query.DueBy ?? "",
            Since = query.Since ?? "",
            SilentSince = query.SilentSince ?? "",
        };
    }
}
