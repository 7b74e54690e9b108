namespace DiplomacyApi.PowerShell;

/// <summary>Negotiations.</summary>
public partial interface IEngine
{
    IAsyncEnumerable<Negotiation> GetNegotiationsAsync(string? name, Clocks clocks, CancellationToken cancellationToken);

    Task<NegotiationStatus> GetNegotiationStatusAsync(string name, Clocks clocks, CancellationToken cancellationToken);

    IAsyncEnumerable<TimelineEntry> GetTimelineAsync(string negotiation, Clocks clocks, CancellationToken cancellationToken);
}
