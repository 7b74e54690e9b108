using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Domain.Actors;

/// <summary>
/// The chains of actors who speak for one another, whatever the dates. They are followed at most <see cref="Limits.ChainDepthMax"/> bodies
/// up to find who is bound by a statement, so a longer chain is refused.
/// </summary>
internal static class SpeakingChains
{
    /// <summary>The bodies that an actor speaks for.</summary>
    public static IEnumerable<string> BodiesOf(Actor actor) =>
        actor.Affiliations.Where(affiliation => affiliation.SpeaksFor).Select(affiliation => affiliation.Body);

    /// <summary>
    /// Refuses bodies of an actor that would make a chain too long, from the lowest who speaks for it to the highest that it speaks for.
    /// </summary>
    public static void Check(ActorContext context, Actor actor)
    {
        var bodies = BodiesOf(actor).ToHashSet(StringComparer.Ordinal);
        // A chain that was recorded before it was bounded stays.
        if (bodies.Count == 0 || (context.Actors.TryGetValue(actor.Name, out var known) && bodies.IsSubsetOf(BodiesOf(known)))) return;

        // Each level above is a link, and each below the actor itself.
        var links = Levels(bodies, name => context.Actors.TryGetValue(name, out var body) ? BodiesOf(body) : [])
            + Levels(context.SpeakersFor(actor.Name), context.SpeakersFor);
        if (links > Limits.ChainDepthMax)
            throw ActorRefusals.ChainTooDeep(actor.Name);
    }

    /// <summary>How many levels there are from some names on, no further than it matters.</summary>
    private static int Levels(IReadOnlyCollection<string> first, Func<string, IEnumerable<string>> next)
    {
        var (level, levels) = (first, 0);
        while (level.Count > 0 && levels <= Limits.ChainDepthMax + 1)
        {
            levels++;
            level = level.SelectMany(next).ToHashSet(StringComparer.Ordinal);
        }
        return levels;
    }
}
