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
    public ObligationState State { get; init; }
    public Attribution Basis { get; init; }
    public string Reason { get; init; } = "";
    public string DecidedBy { get; init; } = "";
    public Disposition SpokenPosition { get; init; }
    public Disposition FormalPosition { get; init; }
    public Disposition Acknowledgement { get; init; }
    public string Due { get; init; } = "";
    public DateTimeOffset? DueEarliest { get; init; }
    public DateTimeOffset? DueLatest { get; init; }
    public DueState Overdue { get; init; }
    public string PromisedDue { get; init; } = "";
    public bool PromiseMissed { get; init; }
    public string Since { get; init; } = "";
    public string NegotiationId { get; init; } = "";
    public string AsOf { get; init; } = "";
    public long KnownAtRevision { get; init; }
}
