namespace DiplomacyApi.PowerShell;

/// <summary>What one debtor owes on one item.</summary>
public sealed class Obligation
{
    public ObligationKind Kind { get; init; }
    public string SubjectId { get; init; } = "";
    public string DemandId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Item { get; init; } = "";
    public string ItemTitle { get; init; } = "";
    public string Debtor { get; init; } = "";
    public string DebtorId { get; init; } = "";
    public string Creditor { get; init; } = "";
    public string CreditorId { get; init; } = "";
    public ObligationState State { get; init; }
    public Attribution Basis { get; init; }
    public string Reason { get; init; } = "";
    public string DecidedBy { get; init; } = "";

    /// <summary>The position that counts, and on how many items where not on all: "Rejected, 1 of 2".</summary>
    public string Position { get; init; } = "";

    /// <summary>A position that was only spoken where a written answer is asked for, and is not the one that counts.</summary>
    public string SpokenOnly { get; init; } = "";
    public Disposition SpokenPosition { get; init; }
    public Disposition FormalPosition { get; init; }
    public Disposition Acknowledgement { get; init; }

    /// <summary>Both dues, and where the date stands to them, in words.</summary>
    public string Due { get; init; } = "";

    /// <summary>By when it was asked for: the demand's own due, or what more time gave.</summary>
    public string DueAsked { get; init; } = "";
    public DateTimeOffset? DueEarliest { get; init; }
    public DateTimeOffset? DueLatest { get; init; }

    /// <summary>By when it was promised, by the last promise that stands.</summary>
    public string DuePromised { get; init; } = "";

    /// <summary>Where the as-of date stands to the two dues, while it is owed: overdue past either.</summary>
    public DueState DueState { get; init; }
    public bool IsOverdue { get; init; }

    /// <summary>Which due has passed: Asked, Promised, or both.</summary>
    public string OverdueBy { get; init; } = "";
    public DateTimeOffset? OverdueSince { get; init; }
    public bool PromiseMissed { get; init; }

    /// <summary>Whether it was delivered after the due asked had passed.</summary>
    public bool Late { get; init; }

    /// <summary>When what counts as its delivery was said.</summary>
    public string Answered { get; init; } = "";

    /// <summary>The whole days from when it was opened to its delivery.</summary>
    public int? Days { get; init; }

    /// <summary>What each creditor finds of it: "Russia: Satisfied".</summary>
    public string Verdicts { get; init; } = "";
    public string Since { get; init; } = "";
    public string NegotiationId { get; init; } = "";
    public string AsOf { get; init; } = "";
    public long KnownAtRevision { get; init; }
}
