namespace DiplomacyApi.PowerShell;

/// <summary>A negotiation.</summary>
public sealed class Negotiation
{
    public string NegotiationId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Parties { get; init; } = "";
    public string Description { get; init; } = "";
    public string Marking { get; init; } = "";
    public long Revision { get; init; }

    public override string ToString() => NegotiationId;
}
