namespace DiplomacyApi.PowerShell;

/// <summary>A meeting, and the last of its phases that counts.</summary>
public sealed class Meeting
{
    public string MeetingId { get; init; } = "";
    public string Title { get; init; } = "";
    public MeetingPhase Phase { get; init; }
    public Attribution Basis { get; init; }
    public string Date { get; init; } = "";
    public DateTimeOffset? DateEarliest { get; init; }
    public DateTimeOffset? DateLatest { get; init; }
    public string Place { get; init; } = "";
    public string Convenor { get; init; } = "";
    public string Invitees { get; init; } = "";
    public string Participants { get; init; } = "";
    public string Agenda { get; init; } = "";
    public bool Past { get; init; }
    public bool InvitationWithdrawn { get; init; }
    public string Reason { get; init; } = "";
    public string Statements { get; init; } = "";
    public string NegotiationId { get; init; } = "";
    public string AsOf { get; init; } = "";

    public override string ToString() => MeetingId;
}
