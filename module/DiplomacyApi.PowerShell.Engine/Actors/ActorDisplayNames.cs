using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>The names of actors, for people to read instead of ids: those known at a point, or now.</summary>
internal sealed class ActorDisplayNames(DiplomacyClient client, ReadAt? at = null)
{
    private const string Collection = "actors/";

    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The usual name of an actor; its id where it is not known.</summary>
    public async Task<string> NameAsync(string actor, CancellationToken cancellationToken)
    {
        if (!actor.StartsWith(Collection, StringComparison.Ordinal)) return actor;
        if (_names.TryGetValue(actor, out var known)) return known;
        try
        {
            var answer = await client.Actors.GetActorAsync(
                new GetActorRequest { Name = actor, At = at }, cancellationToken: cancellationToken).ConfigureAwait(false);
            return _names[actor] = answer.Actor.DisplayNames.FirstOrDefault()?.Text ?? ResourceNames.IdOf(actor);
        }
        // While the server is away, a watch goes on with what it has: an id instead of a name.
        catch (DiplomacyException unknown) when (unknown.Reason == ErrorReason.UnknownActor || unknown.IsTransient)
        {
            return ResourceNames.IdOf(actor);
        }
    }

    public async Task<string> NamesAsync(IEnumerable<string> actors, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var actor in actors) names.Add(await NameAsync(actor, cancellationToken).ConfigureAwait(false));
        return string.Join(", ", names);
    }
}
