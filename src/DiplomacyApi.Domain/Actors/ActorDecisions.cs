using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Journal;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Validation;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Actors;

/// <summary>Decides new and changed actors. Requests have passed <see cref="RequestValidator"/>.</summary>
public static class ActorDecisions
{
    /// <summary>Decides a new actor and adds it to the context.</summary>
    /// <exception cref="RefusedException">ACTOR_EXISTS, UNKNOWN_ACTOR, AFFILIATION_CYCLE, AFFILIATION_TOO_DEEP or
    /// INVALID_VALUE.</exception>
    public static Actor Create(ActorContext context, CreateActorRequest request, EntryStamp stamp)
    {
        var name = $"{Collections.Actors}/{(request.ActorId.Length > 0 ? request.ActorId : stamp.GivenId)}";
        if (context.Actors.ContainsKey(name))
            throw ActorRefusals.Exists(name);
        return Accept(context, Prepare(context, request.Actor, name), name, stamp);
    }

    /// <summary>Decides a changed actor and adds it to the context; null if nothing changes.</summary>
    /// <exception cref="RefusedException">UNKNOWN_ACTOR, ETAG_MISMATCH, AFFILIATION_CYCLE, AFFILIATION_TOO_DEEP or
    /// INVALID_VALUE.</exception>
    public static Actor? Update(ActorContext context, UpdateActorRequest request, EntryStamp stamp)
    {
        if (!context.Actors.TryGetValue(request.Actor.Name, out var known))
            throw ActorRefusals.UnknownTarget(request.Actor.Name, "; create it.", "actor.name");
        if (request.Actor.Etag.Length > 0 && request.Actor.Etag != known.Etag)
            throw ActorRefusals.Changed(known.Name, known.Revision);
        var updated = MaskedUpdate.Of(request)!.ApplyTo(known, Prepare(context, request.Actor, known.Name));
        return updated.Equals(known) ? null : Accept(context, updated, known.Name, stamp);
    }

    /// <summary>What was sent, brought to its form. What is known of an actor already stays as it was recorded.</summary>
    private static Actor Prepare(ActorContext context, Actor sent, string name)
    {
        var actor = sent.Clone();
        RefuseSelfLinks(actor, name);
        Normalizer.Normalize(actor, context.Actors, "actor");
        // What it names may have been replaced by it.
        RefuseSelfLinks(actor, name);
        RefuseEndsBeforeStarts(actor);
        return actor;
    }

    private static void RefuseSelfLinks(Actor actor, string name)
    {
        if (actor.Affiliations.Any(affiliation => affiliation.Body == name))
            throw ActorRefusals.AffiliatedWithItself(name);
        if (actor.ReplacedBy == name)
            throw ActorRefusals.ReplacedByItself(name);
    }

    private static void RefuseEndsBeforeStarts(Actor actor)
    {
        foreach (var (index, affiliation) in actor.Affiliations.Index())
            if (affiliation is { Start: { } start, End: { LatestTime: { } end } } && end < start.EarliestTime)
                throw ActorRefusals.OfficeEndsBeforeItBegins(start.Text, affiliation.End.Text, index);
    }

    private static Actor Accept(ActorContext context, Actor actor, string name, EntryStamp stamp)
    {
        actor.Name = name;
        CheckCycle(context, actor, SpeakingChains.BodiesOf, "actor.affiliations");
        CheckCycle(context, actor, one => one.ReplacedBy.Length > 0 ? [one.ReplacedBy] : [], "actor.replaced_by");
        SpeakingChains.Check(context, actor);
        actor.Revision = stamp.Revision;
        actor.RecordTime = Timestamp.FromDateTimeOffset(stamp.RecordTime);
        actor.Etag = $"r{stamp.Revision}";
        context.Add(actor);
        return actor;
    }

    private static void CheckCycle(ActorContext context, Actor actor, Func<Actor, IEnumerable<string>> up, string field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var above = new Stack<string>(up(actor));
        while (above.TryPop(out var name))
        {
            if (name == actor.Name) throw ActorRefusals.LinkedToItself(name, field);
            if (seen.Add(name) && context.Actors.TryGetValue(name, out var body))
                foreach (var next in up(body)) above.Push(next);
        }
    }
}
