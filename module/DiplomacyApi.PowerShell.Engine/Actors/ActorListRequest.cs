using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>The request for the actors that fit a query.</summary>
internal static class ActorListRequest
{
    public static async Task<ListActorsRequest> CreateAsync(
        DiplomacyClient client, ActorQuery query, Clocks clocks, CancellationToken cancellationToken) => new()
        {
            PageSize = RowStreams.PageSize,
            At = clocks.ToReadAt(),
            Filter = new ActorFilter
            {
                Types_ = { query.Types.Select(type => MessageExtensions.From<Diplomacy.V1.ActorType>(type)) },
                AffiliatedWith = await new ActorResolver(client)
                .ResolveOptionalAsync(query.AffiliatedWith, cancellationToken).ConfigureAwait(false),
                Speaking = query.Speaking,
            },
        };
}
