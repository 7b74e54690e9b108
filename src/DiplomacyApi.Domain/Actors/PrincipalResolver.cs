using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Domain.Actors;

/// <summary>For whom somebody speaks on a day, up the chain.</summary>
internal sealed class PrincipalResolver(IReadOnlyDictionary<string, Actor> actors, PartialDate said)
{
    private readonly (DateTimeOffset Earliest, DateTimeOffset Latest) _day = DateBounds.Of(said);

    /// <summary>
    /// Fills a statement's principals and resolved parties. An office counts if it was held at any time that the said date covers: a
    /// month in which a minister took office is one of the minister's.
    /// </summary>
    public void Fill(Statement statement)
    {
        var chosen = statement.OnBehalfOf.Count > 0 ? [.. statement.OnBehalfOf] : BodiesSpokenForBy(statement.Speaker);
        var principals = chosen.Concat(chosen.SelectMany(AllBodies)).Distinct(StringComparer.Ordinal).ToList();
        statement.Principals.AddRange(principals);
        foreach (var actor in MentionedActors(statement).Concat(principals).Distinct(StringComparer.Ordinal))
            statement.ResolvedParties.Add(new ResolvedParty { Actor = actor, Party = PartyOf(actor) });
    }

    /// <summary>The bodies that a speaker speaks for; the speaker alone where there is none.</summary>
    private IReadOnlyList<string> BodiesSpokenForBy(string speaker)
    {
        var bodies = DirectBodies(speaker);
        if (bodies.Count == 0) return [speaker];
        if (TopBodies(speaker).Count > 1)
            throw ActorRefusals.PrincipalAmbiguous(speaker, bodies);
        return bodies;
    }

    /// <summary>The top of the chain; the actor itself where there is none, or several unconnected ones.</summary>
    private string PartyOf(string actor) => TopBodies(actor) is [var top] ? top : actor;

    private IReadOnlyList<string> TopBodies(string actor)
    {
        var above = AllBodies(actor);
        return above.Count == 0 ? [] : [.. above.Where(body => DirectBodies(body).Count == 0).Distinct(StringComparer.Ordinal)];
    }

    private IReadOnlyList<string> AllBodies(string actor)
    {
        var (level, depth) = (DirectBodies(actor), 0);
        if (level.Count == 0) return [];
        var above = new List<string>();
        while (level.Count > 0 && depth++ < Limits.ChainDepthMax)
        {
            above.AddRange(level);
            level = [.. level.SelectMany(DirectBodies).Where(body => !above.Contains(body)).Distinct(StringComparer.Ordinal)];
        }
        return above;
    }

    private IReadOnlyList<string> DirectBodies(string actor)
    {
        // Most of those that are named speak for nobody else.
        if (!actors.TryGetValue(actor, out var known) || known.Affiliations.Count == 0) return [];
        var bodies = new List<string>();
        foreach (var affiliation in known.Affiliations)
            if (affiliation.SpeaksFor && !bodies.Contains(affiliation.Body) && IsHeld(affiliation))
                bodies.Add(affiliation.Body);
        return bodies;
    }

    private bool IsHeld(Affiliation affiliation) =>
        (affiliation.Start is null || DateBounds.Of(affiliation.Start).Earliest < _day.Latest)
        && (affiliation.End is null || DateBounds.Of(affiliation.End).Latest > _day.Earliest);

    private static IEnumerable<string> MentionedActors(Statement statement)
    {
        IEnumerable<string> byAct = statement.ActCase switch
        {
            Statement.ActOneofCase.Demand => statement.Demand.Targets,
            Statement.ActOneofCase.Assessment => statement.Assessment.Debtors,
            Statement.ActOneofCase.Meeting => statement.Meeting.Invitees.Concat(statement.Meeting.Participants),
            _ => [],
        };
        return [statement.Speaker, .. statement.OnBehalfOf, .. statement.Addressees, .. byAct];
    }
}
