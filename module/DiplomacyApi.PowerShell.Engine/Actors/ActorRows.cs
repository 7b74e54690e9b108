using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>Turns actors of the contract into rows.</summary>
internal sealed class ActorRows(ActorDisplayNames actors)
{
    public static ActorCandidate ToRow(Diplomacy.V1.ActorCandidate candidate) => new()
    {
        ActorId = ResourceNames.IdOf(candidate.Actor.Name),
        Name = candidate.Actor.DisplayNames.First(),
        Type = candidate.Actor.Type.ToString(),
        Matched = candidate.Matched,
        MatchKind = candidate.MatchKind.ToString(),
    };

    public async Task<Actor> ToRowAsync(Diplomacy.V1.Actor actor, CancellationToken token) => new()
    {
        ActorId = ResourceNames.IdOf(actor.Name),
        Name = actor.DisplayNames.First(),
        Type = actor.Type.ToString(),
        Aliases = string.Join(", ", actor.DisplayNames.Skip(1).Concat(actor.Aliases).Select(alias => alias.Text)),
        ExternalIds = string.Join(", ", actor.ExternalIds.Select(id => $"{id.Scheme}:{id.Value}")),
        SpeaksFor = await actors.NamesAsync(
            actor.Affiliations.Where(affiliation => affiliation.SpeaksFor).Select(affiliation => affiliation.Body),
            token).ConfigureAwait(false),
        MemberOf = await actors.NamesAsync(
            actor.Affiliations.Where(affiliation => !affiliation.SpeaksFor).Select(affiliation => affiliation.Body),
            token).ConfigureAwait(false),
        Offices = new Offices(await OfficesAsync(actor.Affiliations, token).ConfigureAwait(false)),
        ReplacedBy = actor.ReplacedBy.Length == 0 ? "" : ResourceNames.IdOf(actor.ReplacedBy),
        Revision = actor.Revision,
    };

    private async Task<List<Office>> OfficesAsync(IEnumerable<Diplomacy.V1.Affiliation> affiliations, CancellationToken token)
    {
        var offices = new List<Office>();
        foreach (var affiliation in affiliations)
            offices.Add(new Office
            {
                Body = await actors.NameAsync(affiliation.Body, token).ConfigureAwait(false),
                BodyId = ResourceNames.IdOf(affiliation.Body),
                Role = affiliation.Roles.First(),
                From = affiliation.Start.Text(),
                To = affiliation.End.Text(),
                SpeaksFor = affiliation.SpeaksFor,
            });
        return offices;
    }
}
