namespace DiplomacyApi.PowerShell;

/// <summary>What one debtor owes on one demand.</summary>
public sealed class PendingDemand
{
    public string DemandId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Debtor { get; init; } = "";
    public string DebtorId { get; init; } = "";
    public string Creditor { get; init; } = "";
    public ObligationState State { get; init; }
    public Attribution Basis { get; init; }
    public Disposition SpokenPosition { get; init; }
    public Attribution SpokenBasis { get; init; }
    public Disposition FormalPosition { get; init; }
    public int ItemsOwed { get; init; }
    public int ItemsAnswered { get; init; }
    public int ItemsTotal { get; init; }
    public string Due { get; init; } = "";
    public DateTimeOffset? DueEarliest { get; init; }
    public DateTimeOffset? DueLatest { get; init; }
    public DueState Overdue { get; init; }
    public string PromisedDue { get; init; } = "";
    public bool PromiseMissed { get; init; }
    public string Since { get; init; } = "";
    public string Reason { get; init; } = "";
    public string NegotiationId { get; init; } = "";
    public string Marking { get; init; } = "";
    public string AsOf { get; init; } = "";
    public long KnownAtRevision { get; init; }

    /// <summary>The demand's id, so that a row can stand where an id is wanted.</summary>
    public override string ToString() => DemandId;
}
