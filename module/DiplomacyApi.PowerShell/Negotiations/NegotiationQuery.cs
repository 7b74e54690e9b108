namespace DiplomacyApi.PowerShell;

/// <summary>Which negotiations: one by its id, or those that fit.</summary>
public sealed record NegotiationQuery
{
    /// <summary>The id of one; null: all that match.</summary>
    public string? Negotiation { get; init; }

    /// <summary>Only those of this party: an id or a name.</summary>
    public string? Party { get; init; }

    /// <summary>Only in these states; empty: in all.</summary>
    public IReadOnlyList<NegotiationState> States { get; init; } = [];
}
