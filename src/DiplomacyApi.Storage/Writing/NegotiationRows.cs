using Diplomacy.V1;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The rows of a negotiation.</summary>
internal static class NegotiationRows
{
    /// <summary>A negotiation as it is served. Those recorded by version 0.1.0 carry no etag.</summary>
    public static Negotiation Read(byte[] bytes)
    {
        var negotiation = Negotiation.Parser.ParseFrom(bytes);
        if (negotiation.Etag.Length == 0) negotiation.Etag = $"r{negotiation.Revision}";
        return negotiation;
    }
}
