namespace DiplomacyApi.PowerShell;

/// <summary>A promise, of one promisor.</summary>
public sealed class Promise
{
    public string StatementId { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Debtor { get; init; } = "";
    public string DebtorId { get; init; } = "";
    public string Creditor { get; init; } = "";
    public string CreditorId { get; init; } = "";
    public string DemandId { get; init; } = "";
    public string What { get; init; } = "";
    public string Said { get; init; } = "";
    public string Due { get; init; } = "";
    public DateTimeOffset? DueEarliest { get; init; }
    public DateTimeOffset? DueLatest { get; init; }
    public DueState DueState { get; init; }
    public bool IsOverdue { get; init; }
    public bool Missed { get; init; }
    public ObligationState State { get; init; }
    public Attribution Basis { get; init; }
    public bool Withdrawn { get; init; }
    public string WithoutEffect { get; init; } = "";
    public string NegotiationId { get; init; } = "";

    public override string ToString() => StatementId;
}
