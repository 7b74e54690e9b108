using Diplomacy.V1;

namespace DiplomacyApi.Storage.Negotiations;

/// <summary>A negotiation as it is recorded.</summary>
internal sealed record NegotiationVersion(string Name, byte[] Bytes, bool IsFirst)
{
    /// <summary>A negotiation as it is served. Those recorded by version 0.1.0 carry no etag.</summary>
    public static Negotiation Read(ReadOnlySpan<byte> bytes)
    {
        var negotiation = Negotiation.Parser.ParseFrom(bytes);
        if (negotiation.Etag.Length == 0) negotiation.Etag = $"r{negotiation.Revision}";
        return negotiation;
    }
}
