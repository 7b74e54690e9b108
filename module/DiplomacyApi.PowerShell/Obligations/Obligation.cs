namespace DiplomacyApi.PowerShell;

/// <summary>What one debtor owes on one item.</summary>
public sealed class Obligation
{
    /// <summary>What is owed: an answer, a performance, or a reply.</summary>
    public ObligationKind Kind { get; init; }

    /// <summary>The id of the demand, promise or meeting that it is about.</summary>
    public string SubjectId { get; init; } = "";

    /// <summary>The id of the demand; empty if it is about something else.</summary>
    public string DemandId { get; init; } = "";

    /// <summary>What it is called, in the first of its languages.</summary>
    public string Title { get; init; } = "";

    /// <summary>The item of the demand; empty for the whole.</summary>
    public string Item { get; init; } = "";

    /// <summary>What the item is called.</summary>
    public string ItemTitle { get; init; } = "";

    /// <summary>Who owes it, by name.</summary>
    public string Debtor { get; init; } = "";

    /// <summary>Who owes it, by id.</summary>
    public string DebtorId { get; init; } = "";

    /// <summary>To whom it is owed, by name; several are separated by commas.</summary>
    public string Creditor { get; init; } = "";

    /// <summary>To whom it is owed, by id; several are separated by commas.</summary>
    public string CreditorId { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public ObligationState State { get; init; }

    /// <summary>The strongest attribution on which the state rests.</summary>
    public Attribution Basis { get; init; }

    /// <summary>Why it is in this state, in a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The ids of the statements that decided the state, separated by commas.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>The position that counts, and on how many items where not on all: "Rejected, 1 of 2".</summary>
    public string Position { get; init; } = "";

    /// <summary>A position that was only spoken where a written answer is asked for, and is not the one that counts.</summary>
    public string SpokenOnly { get; init; } = "";

    /// <summary>The position taken orally, or with a weaker attribution; None: none.</summary>
    public Disposition SpokenPosition { get; init; }

    /// <summary>The position taken in the required form; None: none.</summary>
    public Disposition FormalPosition { get; init; }

    /// <summary>An acknowledgement or a deferral; None: neither.</summary>
    public Disposition Acknowledgement { get; init; }

    /// <summary>Both dues, and where the date stands to them, in words.</summary>
    public string Due { get; init; } = "";

    /// <summary>By when it was asked for: the demand's own due, or what more time gave.</summary>
    public string DueAsked { get; init; } = "";

    /// <summary>The first instant of the due date asked, in UTC; null if there is none.</summary>
    public DateTimeOffset? DueEarliest { get; init; }

    /// <summary>The end of the due date asked, in UTC, which itself is not included; null if there is none.</summary>
    public DateTimeOffset? DueLatest { get; init; }

    /// <summary>By when it was promised, by the last promise that stands.</summary>
    public string DuePromised { get; init; } = "";

    /// <summary>Where the as-of date stands to the two dues, while it is owed: overdue past either.</summary>
    public DueState DueState { get; init; }

    /// <summary>Whether a due date has passed at the as-of date.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Which due has passed: Asked, Promised, or both.</summary>
    public string OverdueBy { get; init; } = "";

    /// <summary>When it became overdue, in UTC; null if it is not.</summary>
    public DateTimeOffset? OverdueSince { get; init; }

    /// <summary>Whether a promise of it was missed.</summary>
    public bool PromiseMissed { get; init; }

    /// <summary>Whether it was delivered after the due asked had passed.</summary>
    public bool Late { get; init; }

    /// <summary>When what counts as its delivery was said.</summary>
    public string Answered { get; init; } = "";

    /// <summary>The whole days from when it was opened to its delivery.</summary>
    public int? Days { get; init; }

    /// <summary>What each creditor finds of it: "Russia: Satisfied".</summary>
    public string Verdicts { get; init; } = "";

    /// <summary>The date said since when it is owed.</summary>
    public string Since { get; init; } = "";

    /// <summary>The id of its negotiation; empty if it has none.</summary>
    public string NegotiationId { get; init; } = "";

    /// <summary>The as-of date of the read: at the end of this date. Empty: now.</summary>
    public string AsOf { get; init; } = "";

    /// <summary>The revision of the log up to which the read looked.</summary>
    public long KnownAtRevision { get; init; }
}
