namespace DiplomacyApi.PowerShell;

/// <summary>Which report.</summary>
public sealed record ReportQuery
{
    /// <summary>The id of the negotiation.</summary>
    public string Negotiation { get; init; } = "";

    /// <summary>The date from which changes are shown.</summary>
    public string? ChangedSince { get; init; }

    /// <summary>How the report is written.</summary>
    public ReportFormat Format { get; init; }
}
