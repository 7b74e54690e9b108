namespace DiplomacyApi.PowerShell;

/// <summary>Reads demands, and what is owed.</summary>
public interface IObligationQueries
{
    /// <summary>The demands that match.</summary>
    IAsyncEnumerable<Demand> GetDemandsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>A row for each debtor of each demand.</summary>
    IAsyncEnumerable<PendingDemand> GetDebtorsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>The obligations that match: one for each debtor and item.</summary>
    IAsyncEnumerable<Obligation> GetObligationsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>How obligations stood over time.</summary>
    IAsyncEnumerable<ObligationSegment> GetHistoryAsync(ObligationHistoryQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>The promises that match.</summary>
    IAsyncEnumerable<Promise> GetPromisesAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);
}
