namespace DiplomacyApi.PowerShell;

/// <summary>Reads demands, and what is owed.</summary>
public interface IObligationQueries
{
    IAsyncEnumerable<Demand> GetDemandsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>A row for each debtor of each demand.</summary>
    IAsyncEnumerable<PendingDemand> GetDebtorsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Obligation> GetObligationsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<ObligationSegment> GetHistoryAsync(ObligationHistoryQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Promise> GetPromisesAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);
}
