namespace DiplomacyApi.PowerShell;

/// <summary>A negotiation.</summary>
public sealed class Negotiation
{
    /// <summary>The id of the negotiation.</summary>
    public string NegotiationId { get; init; } = "";

    /// <summary>What it is called, in the first of its languages.</summary>
    public string Title { get; init; } = "";

    /// <summary>Who negotiates, by name, separated by commas.</summary>
    public string Parties { get; init; } = "";

    /// <summary>What it is about.</summary>
    public string Description { get; init; } = "";

    /// <summary>The handling marking; empty if there is none.</summary>
    public string Marking { get; init; } = "";

    /// <summary>The revision of the log at which it was recorded, from 1.</summary>
    public long Revision { get; init; }

    /// <inheritdoc />
    public override string ToString() => NegotiationId;
}
