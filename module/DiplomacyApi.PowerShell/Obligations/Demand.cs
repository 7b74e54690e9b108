namespace DiplomacyApi.PowerShell;

/// <summary>A demand, with how it stands with all its debtors.</summary>
public sealed class Demand
{
    public string DemandId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Creditor { get; init; } = "";
    public string CreditorId { get; init; } = "";
    public string Debtors { get; init; } = "";
    public string DebtorIds { get; init; } = "";
    public string State { get; init; } = "";
    public Force Strength { get; init; }
    public RequiredForm RequiredForm { get; init; }
    public bool ItemByItem { get; init; }
    public string Items { get; init; } = "";
    public string Due { get; init; } = "";
    public string Since { get; init; } = "";

    /// <summary>When the last statement that names it was said.</summary>
    public string LastActivity { get; init; } = "";
    public string NegotiationId { get; init; } = "";
    public string StatementId { get; init; } = "";
    public string ReplacedBy { get; init; } = "";
    public string Marking { get; init; } = "";
    public string AsOf { get; init; } = "";
    public long KnownAtRevision { get; init; }

    public override string ToString() => DemandId;
}
