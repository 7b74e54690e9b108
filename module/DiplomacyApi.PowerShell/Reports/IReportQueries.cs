namespace DiplomacyApi.PowerShell;

/// <summary>Composes reports of negotiations.</summary>
public interface IReportQueries
{
    /// <summary>The report of one negotiation, at one point of the two clocks.</summary>
    Task<string> GetReportAsync(ReportQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>
    /// The pages of all negotiations, all at the same point. The files that lead to them, the index and the feed, come last.
    /// </summary>
    IAsyncEnumerable<ReportFile> GetSiteAsync(ReportQuery query, Clocks clocks, CancellationToken cancellationToken);
}
