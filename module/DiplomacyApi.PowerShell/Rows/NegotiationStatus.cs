namespace DiplomacyApi.PowerShell;

/// <summary>Where a negotiation stands.</summary>
public sealed class NegotiationStatus
{
    public string NegotiationId { get; init; } = "";
    public string Title { get; init; } = "";
    public NegotiationState State { get; init; }
    public string Reason { get; init; } = "";
    public Attribution Basis { get; init; }
    public string WaitingOn { get; init; } = "";
    public string NextMeeting { get; init; } = "";
    public string Conditions { get; init; } = "";
    public string Warnings { get; init; } = "";
    public string Standoffs { get; init; } = "";
    public string LastActivity { get; init; } = "";
    public string Marking { get; init; } = "";
    public string AsOf { get; init; } = "";
    public long KnownAtRevision { get; init; }
}
