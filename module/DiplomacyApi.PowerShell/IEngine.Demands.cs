namespace DiplomacyApi.PowerShell;

/// <summary>Demands, and what is owed.</summary>
public partial interface IEngine
{
    IAsyncEnumerable<Demand> GetDemandsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<PendingDemand> GetDemandDebtorsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Obligation> GetObligationsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Promise> GetPromisesAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);
}

/// <summary>Which demands, obligations or promises.</summary>
public sealed record DemandQuery
{
    public string? Demand { get; init; }
    public string? Debtor { get; init; }
    public string? Creditor { get; init; }
    public string? Negotiation { get; init; }
    public bool Pending { get; init; }
    public bool Contested { get; init; }
    public bool Missed { get; init; }
    public IReadOnlyList<DueState> DueStates { get; init; } = [];
}
