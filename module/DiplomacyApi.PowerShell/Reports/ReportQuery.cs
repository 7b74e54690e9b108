namespace DiplomacyApi.PowerShell;

/// <summary>Which report.</summary>
public sealed record ReportQuery
{
    public string Negotiation { get; init; } = "";

    /// <summary>The date from which changes are shown.</summary>
    public string? ChangedSince { get; init; }
    public ReportFormat Format { get; init; }
}
