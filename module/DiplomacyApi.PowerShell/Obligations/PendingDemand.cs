namespace DiplomacyApi.PowerShell;

/// <summary>What one debtor owes on one demand.</summary>
public sealed class PendingDemand
{
    public string DemandId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Debtor { get; init; } = "";
    public string DebtorId { get; init; } = "";
    public string Creditor { get; init; } = "";
    public string CreditorId { get; init; } = "";
    public ObligationState State { get; init; }
    public Attribution Basis { get; init; }

    /// <summary>The position that counts, and on how many items where not on all: "Rejected, 1 of 2".</summary>
    public string Position { get; init; } = "";

    /// <summary>A position that was only spoken where a written answer is asked for, and is not the one that counts.</summary>
    public string SpokenOnly { get; init; } = "";
    public Disposition SpokenPosition { get; init; }
    public Attribution SpokenBasis { get; init; }
    public Disposition FormalPosition { get; init; }
    public int ItemsOwed { get; init; }
    public int ItemsAnswered { get; init; }
    public int ItemsTotal { get; init; }

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

    /// <summary>How many of the creditors are satisfied: "1 of 4".</summary>
    public string Satisfied { get; init; } = "";
    public string Since { get; init; } = "";

    /// <summary>When the last statement that names the demand was said.</summary>
    public string LastActivity { get; init; } = "";
    public string Reason { get; init; } = "";
    public string NegotiationId { get; init; } = "";
    public string Marking { get; init; } = "";
    public string AsOf { get; init; } = "";
    public long KnownAtRevision { get; init; }

    /// <summary>The demand's id, so that a row can stand where an id is wanted.</summary>
    public override string ToString() => DemandId;
}
