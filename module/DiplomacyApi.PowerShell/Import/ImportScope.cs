namespace DiplomacyApi.PowerShell;

/// <summary>Which statements come from a source; all that is given must hold.</summary>
public sealed record ImportScope
{
    public string? Negotiation { get; init; }
    public string? Recorder { get; init; }
    public string? Outlet { get; init; }
    public string? IdPrefix { get; init; }
}
