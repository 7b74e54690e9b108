namespace DiplomacyApi.PowerShell;

/// <summary>Which statements come from a source; all that is given must hold.</summary>
public sealed record ImportScope
{
    /// <summary>Only of this negotiation.</summary>
    public string? Negotiation { get; init; }

    /// <summary>Only recorded by this recorder.</summary>
    public string? Recorder { get; init; }

    /// <summary>Only reported by this outlet.</summary>
    public string? Outlet { get; init; }

    /// <summary>Only those whose ids begin like this.</summary>
    public string? IdPrefix { get; init; }
}
