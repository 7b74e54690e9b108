namespace DiplomacyApi.PowerShell;

/// <summary>Demands, and what is owed.</summary>
public partial interface IEngine
{
    IAsyncEnumerable<Demand> GetDemandsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<PendingDemand> GetDemandDebtorsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Obligation> GetObligationsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<ObligationSegment> GetObligationHistoryAsync(HistoryQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Promise> GetPromisesAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);
}

/// <summary>The history of which obligations.</summary>
/// <param name="Subject">A demand's id, or the name of a promise or meeting.</param>
/// <param name="Debtor">Only of this debtor; null: all.</param>
/// <param name="Item">Only of this item; null: all, empty: the whole.</param>
/// <param name="IncludeSuperseded">Also what was known at earlier revisions.</param>
public sealed record HistoryQuery(string Subject, string? Debtor, string? Item, bool IncludeSuperseded);

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
    public IReadOnlyList<ObligationState> States { get; init; } = [];
    public IReadOnlyList<ObligationKind> Kinds { get; init; } = [];
    public IReadOnlyList<PromiseKind> PromiseKinds { get; init; } = [];

    /// <summary>What obligations are about, instead of a demand.</summary>
    public string? Subject { get; init; }

    /// <summary>Several demands at once, where a watch is asked for.</summary>
    public IReadOnlyList<string> Demands { get; init; } = [];

    /// <summary>The last date on which a due may end.</summary>
    public string? DueBy { get; init; }

    /// <summary>Within which a demand was first said.</summary>
    public string? Since { get; init; }

    /// <summary>Since when nothing was said about a demand.</summary>
    public string? SilentSince { get; init; }
}
