namespace DiplomacyApi.PowerShell;

/// <summary>Where a negotiation stands.</summary>
public sealed class NegotiationStatus(IReadOnlyList<BriefLine> brief)
{
    /// <summary>The id of the negotiation.</summary>
    public string NegotiationId { get; init; } = "";

    /// <summary>What it is called, in the first of its languages.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public NegotiationState State { get; init; }

    /// <summary>Why it is in this state, in a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The strongest attribution on which the state rests.</summary>
    public Attribution Basis { get; init; }

    /// <summary>The number of debts: one for each debtor of each demand, promise or invitation.</summary>
    public int Owed { get; init; }

    /// <summary>The number of those that are overdue.</summary>
    public int Overdue { get; init; }

    /// <summary>Who owes what to whom, and what is contested, separated by semicolons.</summary>
    public string WaitingOn { get; init; } = "";

    /// <summary>The next meeting, in words; empty if there is none.</summary>
    public string NextMeeting { get; init; } = "";

    /// <summary>The conditions that are live, separated by semicolons.</summary>
    public string Conditions { get; init; } = "";

    /// <summary>The warnings in force, separated by semicolons.</summary>
    public string Warnings { get; init; } = "";

    /// <summary>Who waits for each other, separated by semicolons.</summary>
    public string Standoffs { get; init; } = "";

    /// <summary>When the last statement was said, as a partial date.</summary>
    public string LastActivity { get; init; } = "";

    /// <summary>The id of the last statement.</summary>
    public string LastStatement { get; init; } = "";

    /// <summary>When a due date passes next and changes the status, in UTC; null if none will.</summary>
    public DateTimeOffset? NextChangeTime { get; init; }

    /// <summary>The handling marking; empty if there is none.</summary>
    public string Marking { get; init; } = "";

    /// <summary>The as-of date of the read: at the end of this date. Empty: now.</summary>
    public string AsOf { get; init; } = "";

    /// <summary>The revision of the log up to which the read looked.</summary>
    public long KnownAtRevision { get; init; }

    /// <summary>What the view prints line by line. A method, so that no export takes it for a column.</summary>
    public IReadOnlyList<BriefLine> GetBrief() => brief;

    /// <inheritdoc />
    public override string ToString() => $"{NegotiationId}: {State}";
}

/// <summary>A line of a negotiation's brief: under which heading, what, and how urgent it is.</summary>
public sealed record BriefLine(string Heading, string Text, DueState Urgency = DueState.None);
