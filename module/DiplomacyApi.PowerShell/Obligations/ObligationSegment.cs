namespace DiplomacyApi.PowerShell;

/// <summary>How what one debtor owes on one item stood, from one time to another.</summary>
public sealed class ObligationSegment
{
    /// <summary>The id of the demand, promise or meeting that it is about.</summary>
    public string SubjectId { get; init; } = "";

    /// <summary>The id of the demand; empty if it is about something else.</summary>
    public string DemandId { get; init; } = "";

    /// <summary>What it is called, in the first of its languages.</summary>
    public string Title { get; init; } = "";

    /// <summary>The item of the demand; empty for the whole.</summary>
    public string Item { get; init; } = "";

    /// <summary>Who owes it, by name.</summary>
    public string Debtor { get; init; } = "";

    /// <summary>Who owes it, by id.</summary>
    public string DebtorId { get; init; } = "";

    /// <summary>The first as-of date at which it stood so; with its hour, where that is within a day.</summary>
    public string From { get; init; } = "";

    /// <summary>The first as-of date at which it no longer stood so; empty: it still does.</summary>
    public string Until { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public ObligationState State { get; init; }

    /// <summary>The strongest attribution on which the state rests.</summary>
    public Attribution Basis { get; init; }

    /// <summary>Why it is in this state, in a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The ids of the statements that decided the state, separated by commas.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>The position that counts, and on how many items if not on all: "Rejected, 1 of 2".</summary>
    public string Position { get; init; } = "";

    /// <summary>A position that was only spoken although a written answer is asked for; empty if it is the one that counts.</summary>
    public string SpokenOnly { get; init; } = "";

    /// <summary>The position taken orally, or with a weaker attribution; None: none.</summary>
    public Disposition SpokenPosition { get; init; }

    /// <summary>The position taken in the required form; None: none.</summary>
    public Disposition FormalPosition { get; init; }

    /// <summary>An acknowledgement or a deferral; None: neither.</summary>
    public Disposition Acknowledgement { get; init; }

    /// <summary>Both due dates, and where the as-of date stands to them, in words.</summary>
    public string Due { get; init; } = "";

    /// <summary>The due date asked for: that of the demand, or what more time gave.</summary>
    public string DueAsked { get; init; } = "";

    /// <summary>The due date promised, by the last promise that stands.</summary>
    public string DuePromised { get; init; } = "";

    /// <summary>Where the as-of date stands to the due dates while it is owed.</summary>
    public DueState DueState { get; init; }

    /// <summary>Whether a due date has passed at the as-of date.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Which due date has passed: Asked, Promised, or both.</summary>
    public string OverdueBy { get; init; } = "";

    /// <summary>Whether a promise of it was missed.</summary>
    public bool PromiseMissed { get; init; }

    /// <summary>Whether it was delivered after the due date asked.</summary>
    public bool Late { get; init; }

    /// <summary>What each creditor finds of it: "Russia: Satisfied".</summary>
    public string Verdicts { get; init; } = "";

    /// <summary>The instant from which it stood so.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>The instant from which it no longer stood so.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The first revision at which this was known, with its From and Until; null where only some statements are looked at.</summary>
    public long? FirstRevision { get; init; }

    /// <summary>The last revision at which it was known; null: it still is.</summary>
    public long? LastRevision { get; init; }

    /// <summary>Both: "12-30".</summary>
    public string Revisions => FirstRevision is null ? "" : $"{FirstRevision}-{LastRevision}";

    /// <summary>The id of its negotiation; empty if it has none.</summary>
    public string NegotiationId { get; init; } = "";

    /// <summary>The revision of the log up to which the read looked.</summary>
    public long KnownAtRevision { get; init; }
}
