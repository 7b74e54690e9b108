namespace DiplomacyApi.PowerShell;

/// <summary>What a write changed, or would change.</summary>
public sealed class StatusChange
{
    public string StatementId { get; init; } = "";
    public string Change { get; init; } = "";
    public string DemandId { get; init; } = "";
    public string Item { get; init; } = "";
    public string Debtor { get; init; } = "";
    public string DebtorId { get; init; } = "";
    public string What { get; init; } = "";
    public string From { get; init; } = "";
    public string To { get; init; } = "";
    public string Due { get; init; } = "";
    public long Revision { get; init; }

    public override string ToString() => Change;
}
