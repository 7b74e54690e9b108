namespace DiplomacyApi.PowerShell;

/// <summary>Negotiations.</summary>
public partial interface IEngine
{
    IAsyncEnumerable<Negotiation> GetNegotiationsAsync(NegotiationQuery query, Clocks clocks, CancellationToken cancellationToken);

    Task<NegotiationStatus> GetNegotiationStatusAsync(string name, Clocks clocks, CancellationToken cancellationToken);

    Task<IReadOnlyList<StatusChange>> CompareAsync(string negotiation, Clocks from, Clocks to, CancellationToken cancellationToken);

    IAsyncEnumerable<TimelineEntry> GetTimelineAsync(string negotiation, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Standoff> GetStandoffsAsync(string? negotiation, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<Meeting> GetMeetingsAsync(string? negotiation, Clocks clocks, CancellationToken cancellationToken);
}

/// <summary>Which negotiations: one by its id, or those that fit.</summary>
public sealed record NegotiationQuery
{
    public string? Negotiation { get; init; }
    public string? Party { get; init; }
    public IReadOnlyList<NegotiationState> States { get; init; } = [];
}
