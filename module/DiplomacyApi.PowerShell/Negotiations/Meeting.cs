namespace DiplomacyApi.PowerShell;

/// <summary>A meeting, and the last of its phases that counts.</summary>
public sealed class Meeting
{
    /// <summary>The id of the meeting.</summary>
    public string MeetingId { get; init; } = "";

    /// <summary>What it is called, in the first of its languages.</summary>
    public string Title { get; init; } = "";

    /// <summary>The last of its phases that counts.</summary>
    public MeetingPhase Phase { get; init; }

    /// <summary>The strongest attribution on which the phase rests.</summary>
    public Attribution Basis { get; init; }

    /// <summary>When it is held, as a partial date; empty if no date is given.</summary>
    public string Date { get; init; } = "";

    /// <summary>The first instant of that date, in UTC; null if there is none.</summary>
    public DateTimeOffset? DateEarliest { get; init; }

    /// <summary>The end of that date, in UTC, which itself is not included; null if there is none.</summary>
    public DateTimeOffset? DateLatest { get; init; }

    /// <summary>Where it is held.</summary>
    public string Place { get; init; } = "";

    /// <summary>Who called it, by name; several are separated by commas.</summary>
    public string Convenor { get; init; } = "";

    /// <summary>Who was invited, by name, separated by commas.</summary>
    public string Invitees { get; init; } = "";

    /// <summary>Who takes part, by name, separated by commas.</summary>
    public string Participants { get; init; } = "";

    /// <summary>What it is about.</summary>
    public string Agenda { get; init; } = "";

    /// <summary>Whether its date is over at the as-of date.</summary>
    public bool Past { get; init; }

    /// <summary>Whether the invitation was taken back.</summary>
    public bool InvitationWithdrawn { get; init; }

    /// <summary>Why it is in this phase, in a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The ids of its statements, separated by commas.</summary>
    public string Statements { get; init; } = "";

    /// <summary>The id of its negotiation; empty if it has none.</summary>
    public string NegotiationId { get; init; } = "";

    /// <summary>The as-of date of the read: at the end of this date. Empty: now.</summary>
    public string AsOf { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => MeetingId;
}
