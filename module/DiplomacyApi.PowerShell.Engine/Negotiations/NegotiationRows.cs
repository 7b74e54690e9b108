using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Negotiations;

/// <summary>Turns negotiations and standoffs into rows.</summary>
internal sealed class NegotiationRows(ActorDisplayNames actors)
{
    public async Task<Negotiation> ToRowAsync(Diplomacy.V1.Negotiation negotiation, CancellationToken token) => new()
    {
        NegotiationId = ResourceNames.IdOf(negotiation.Name),
        Title = negotiation.Titles.First(),
        Parties = await actors.NamesAsync(negotiation.Parties, token).ConfigureAwait(false),
        Description = negotiation.Descriptions.First(),
        Marking = negotiation.Marking,
        Revision = negotiation.Revision,
    };

    public async Task<Standoff> ToRowAsync(Diplomacy.V1.Standoff standoff, string asOf, CancellationToken token) => new()
    {
        Actors = await actors.NamesAsync(standoff.Actors, token).ConfigureAwait(false),
        ActorIds = string.Join(", ", standoff.Actors.Select(ResourceNames.IdOf)),
        ConditionCount = standoff.Conditions.Count,
        Conditions = string.Join(", ", standoff.Conditions.Select(ResourceNames.IdOf)),
        AsOf = asOf,
    };
}
