namespace DiplomacyApi.PowerShell;

/// <summary>What the cmdlets ask of the engine. It stands between two load contexts: nothing of gRPC may show here.</summary>
public interface IEngine : IDisposable
{
    Task<ServerState> GetServerAsync(CancellationToken cancellationToken);

    IAsyncEnumerable<Actor> GetActorsAsync(string? name, Clocks clocks, CancellationToken cancellationToken);

    Task<IReadOnlyList<ActorCandidate>> ResolveActorAsync(string query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Statement> GetStatementsAsync(StatementQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Demand> GetDemandsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<PendingDemand> GetDemandDebtorsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Obligation> GetObligationsAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Promise> GetPromisesAsync(DemandQuery query, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Negotiation> GetNegotiationsAsync(string? name, Clocks clocks, CancellationToken cancellationToken);

    Task<NegotiationStatus> GetNegotiationStatusAsync(string name, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<TimelineEntry> GetTimelineAsync(string negotiation, Clocks clocks, CancellationToken cancellationToken);

    Task<IReadOnlyList<StatusChange>> RecordAsync(StatementDraft draft, bool validateOnly, CancellationToken cancellationToken);
}

/// <summary>The two clocks of a read, and through which statements it looks.</summary>
public sealed record Clocks(string? AsOf, DateTimeOffset? KnownAt, long? KnownAtRevision, string? PublishedBy);

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

/// <summary>Which statements.</summary>
public sealed record StatementQuery(string? Name, string? Negotiation, string? Speaker, string? Subject);
