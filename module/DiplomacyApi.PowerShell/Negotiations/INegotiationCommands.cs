namespace DiplomacyApi.PowerShell;

/// <summary>Reads negotiations, and creates them.</summary>
public interface INegotiationCommands
{
    /// <summary>The negotiations that match.</summary>
    IAsyncEnumerable<Negotiation> GetAsync(NegotiationQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>How a negotiation stands.</summary>
    Task<NegotiationStatus> GetStatusAsync(string negotiation, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>What changed in a negotiation and in what is owed in it, between two points.</summary>
    Task<IReadOnlyList<StatusChange>> CompareStatusAsync(string negotiation, Clocks from, Clocks to, CancellationToken cancellationToken);

    /// <summary>The statements of a negotiation with what they did, in the order in which they were said.</summary>
    IAsyncEnumerable<TimelineEntry> GetTimelineAsync(string negotiation, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>The standoffs of a negotiation; of all if none is named.</summary>
    IAsyncEnumerable<Standoff> GetStandoffsAsync(string? negotiation, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>The meetings of a negotiation; of all if none is named.</summary>
    IAsyncEnumerable<Meeting> GetMeetingsAsync(string? negotiation, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>Creates a negotiation.</summary>
    Task<Negotiation> CreateAsync(NegotiationDraft draft, WriteOptions options, CancellationToken cancellationToken);
}
