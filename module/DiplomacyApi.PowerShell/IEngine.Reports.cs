namespace DiplomacyApi.PowerShell;

/// <summary>Reports of negotiations.</summary>
public partial interface IEngine
{
    /// <summary>The report of one negotiation, at one point of the two clocks.</summary>
    Task<string> GetReportAsync(ReportQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>The pages of all negotiations, all at the same point; what leads to them, the index and the feed, comes last.</summary>
    IAsyncEnumerable<ReportFile> GetReportSiteAsync(ReportQuery query, Clocks clocks, CancellationToken cancellationToken);
}

/// <summary>Which report.</summary>
public sealed record ReportQuery
{
    public string Negotiation { get; init; } = "";

    /// <summary>The date from which changes are shown.</summary>
    public string? ChangedSince { get; init; }
    public ReportFormat Format { get; init; }
}

/// <summary>A file of a site: its name within the folder, and all that stands in it.</summary>
public sealed record ReportFile(string Name, string Text);
