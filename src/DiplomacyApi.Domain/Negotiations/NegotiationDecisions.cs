using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Journal;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Domain.Validation;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Negotiations;

/// <summary>Decides new and changed negotiations. Requests have passed <see cref="RequestValidator"/>.</summary>
public static class NegotiationDecisions
{
    /// <summary>Decides a new negotiation and adds it to the context.</summary>
    /// <exception cref="RefusedException">NEGOTIATION_EXISTS or UNKNOWN_ACTOR.</exception>
    public static Negotiation Create(DecisionContext context, CreateNegotiationRequest request, EntryStamp stamp)
    {
        var name = $"{Collections.Negotiations}/{(request.NegotiationId.Length > 0 ? request.NegotiationId : stamp.GivenId)}";
        if (context.Negotiations.ContainsKey(name))
            throw NegotiationRefusals.Exists(name);

        var negotiation = request.Negotiation.Clone();
        Normalizer.Normalize(negotiation, context.Actors, "negotiation");
        return Accept(context, negotiation, name, stamp);
    }

    /// <summary>Decides a changed negotiation and adds it to the context; null if nothing changes.</summary>
    /// <exception cref="RefusedException">UNKNOWN_NEGOTIATION, ETAG_MISMATCH or UNKNOWN_ACTOR.</exception>
    public static Negotiation? Update(DecisionContext context, UpdateNegotiationRequest request, EntryStamp stamp)
    {
        if (!context.Negotiations.TryGetValue(request.Negotiation.Name, out var known))
            throw NegotiationRefusals.UnknownTarget(request.Negotiation.Name, "; create it.", "negotiation.name");
        if (request.Negotiation.Etag.Length > 0 && request.Negotiation.Etag != known.Etag)
            throw NegotiationRefusals.Changed(known.Name, known.Revision);
        var formed = request.Negotiation.Clone();
        Normalizer.Normalize(formed, context.Actors, "negotiation");
        var updated = MaskedUpdate.Of(request)!.ApplyTo(known, formed);
        return updated.Equals(known) ? null : Accept(context, updated, known.Name, stamp);
    }

    private static Negotiation Accept(DecisionContext context, Negotiation negotiation, string name, EntryStamp stamp)
    {
        negotiation.Name = name;
        negotiation.Revision = stamp.Revision;
        negotiation.RecordTime = Timestamp.FromDateTimeOffset(stamp.RecordTime);
        negotiation.Etag = $"r{stamp.Revision}";
        context.Add(negotiation);
        return negotiation;
    }
}
