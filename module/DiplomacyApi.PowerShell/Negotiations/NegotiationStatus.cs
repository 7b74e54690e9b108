namespace DiplomacyApi.PowerShell;

/// <summary>Where a negotiation stands.</summary>
public sealed class NegotiationStatus(IReadOnlyList<BriefLine> brief)
{
    public string NegotiationId { get; init; } = "";
    public string Title { get; init; } = "";
    public NegotiationState State { get; init; }
    public string Reason { get; init; } = "";
    public Attribution Basis { get; init; }
    public int Owed { get; init; }
    public int Overdue { get; init; }
    public string WaitingOn { get; init; } = "";
    public string NextMeeting { get; init; } = "";
    public string Conditions { get; init; } = "";
    public string Warnings { get; init; } = "";
    public string Standoffs { get; init; } = "";
    public string LastActivity { get; init; } = "";
    public string LastStatement { get; init; } = "";
    public DateTimeOffset? NextChangeTime { get; init; }
    public string Marking { get; init; } = "";
    public string AsOf { get; init; } = "";
    public long KnownAtRevision { get; init; }

    /// <summary>What the view prints line by line. A method, so that no export takes it for a column.</summary>
    public IReadOnlyList<BriefLine> GetBrief() => brief;

    public override string ToString() => $"{NegotiationId}: {State}";
}

/// <summary>A line of a negotiation's brief: under which heading, what, and how urgent it is.</summary>
public sealed record BriefLine(string Heading, string Text, DueState Urgency = DueState.None);
