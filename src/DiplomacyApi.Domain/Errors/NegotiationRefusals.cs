using Diplomacy.V1;

namespace DiplomacyApi.Domain.Errors;

/// <summary>Refusals of what is written about negotiations.</summary>
public static class NegotiationRefusals
{
    /// <summary>UNKNOWN_NEGOTIATION, with the metadata `negotiation`.</summary>
    /// <param name="name">The resource name.</param>
    /// <param name="end">How the sentence continues that begins with "There is no" and the name.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException Unknown(string name, string end, string field) =>
        ResourceRefusals.Unknown(ErrorReason.UnknownNegotiation, name, end, field);

    /// <summary>UNKNOWN_NEGOTIATION, with the metadata `negotiation`, of what the call itself asks for or acts on.</summary>
    /// <param name="name">The resource name.</param>
    /// <param name="end">How the sentence continues that begins with "There is no" and the name.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException UnknownTarget(string name, string end, string field) =>
        ResourceRefusals.UnknownTarget(ErrorReason.UnknownNegotiation, name, end, field);

    internal static RefusedException Exists(string name) =>
        new(ErrorReason.NegotiationExists, $"{name} exists; choose another id.", "negotiation_id");

    internal static RefusedException Changed(string name, long revision) =>
        new(ErrorReason.EtagMismatch, $"{name} was changed at revision {revision}; read it again.", "negotiation.etag");
}
