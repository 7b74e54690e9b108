namespace DiplomacyApi.PowerShell;

/// <summary>Which negotiations: one by its id, or those that fit.</summary>
public sealed record NegotiationQuery
{
    public string? Negotiation { get; init; }
    public string? Party { get; init; }
    public IReadOnlyList<NegotiationState> States { get; init; } = [];
}
