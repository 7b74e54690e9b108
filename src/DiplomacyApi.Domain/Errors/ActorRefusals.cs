using Diplomacy.V1;

namespace DiplomacyApi.Domain.Errors;

/// <summary>Refusals of what is written about actors.</summary>
public static class ActorRefusals
{
    /// <summary>UNKNOWN_ACTOR, with the metadata `actor`.</summary>
    /// <param name="name">The resource name.</param>
    /// <param name="end">How the sentence continues that begins with "There is no" and the name.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException Unknown(string name, string end, string field) =>
        ResourceRefusals.Unknown(ErrorReason.UnknownActor, name, end, field);

    /// <summary>UNKNOWN_ACTOR, with the metadata `actor`, of what the call itself asks for or acts on.</summary>
    /// <param name="name">The resource name.</param>
    /// <param name="end">How the sentence continues that begins with "There is no" and the name.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException UnknownTarget(string name, string end, string field) =>
        ResourceRefusals.UnknownTarget(ErrorReason.UnknownActor, name, end, field);

    internal static RefusedException Exists(string name) =>
        new(ErrorReason.ActorExists, $"{name} exists; update it, or choose another id.", "actor_id");

    internal static RefusedException Changed(string name, long revision) =>
        new(ErrorReason.EtagMismatch, $"{name} was changed at revision {revision}; read it again.", "actor.etag");

    internal static RefusedException AffiliatedWithItself(string name) =>
        new(ErrorReason.AffiliationCycle, $"{name} cannot be affiliated with itself.", "actor.affiliations");

    internal static RefusedException ReplacedByItself(string name) =>
        new(ErrorReason.AffiliationCycle, $"{name} cannot be replaced by itself.", "actor.replaced_by");

    internal static RefusedException LinkedToItself(string name, string field) =>
        new(ErrorReason.AffiliationCycle, $"This would link {name} to itself through other actors; leave one of the links out.", field);

    internal static RefusedException OfficeEndsBeforeItBegins(string start, string end, int index) => new(
        ErrorReason.InvalidValue,
        $"An office must not end ({end}) before it begins ({start}); swap the two, or correct one.",
        $"actor.affiliations[{index}].end");

    internal static RefusedException ChainTooDeep(string name) => new(
        ErrorReason.AffiliationTooDeep,
        $"{name} would be in a chain of more than {Limits.ChainDepthMax} actors, each speaking for the next; affiliate it with a body further up.",
        "actor.affiliations");

    /// <summary>PRINCIPAL_AMBIGUOUS, with the metadata `speaker`, and `bodies` with commas between them.</summary>
    internal static RefusedException PrincipalAmbiguous(string speaker, IReadOnlyCollection<string> bodies) => new(
        ErrorReason.PrincipalAmbiguous,
        $"{speaker} spoke for several unconnected bodies on that date ({string.Join(", ", bodies)}); set on_behalf_of.",
        "statement.on_behalf_of",
        new Dictionary<string, string> { ["speaker"] = speaker, ["bodies"] = string.Join(",", bodies) });
}
