namespace DiplomacyApi.PowerShell;

/// <summary>A change of status: what a write made or would make, what a watch tells, what differs between two points.</summary>
public sealed class StatusChange
{
    public string StatementId { get; init; } = "";
    public string Change { get; init; } = "";
    public ObligationKind Kind { get; init; }

    /// <summary>The demand, promise or meeting that it is about.</summary>
    public string SubjectId { get; init; } = "";
    public string DemandId { get; init; } = "";

    /// <summary>The item; empty where it is about the whole, or about several.</summary>
    public string Item { get; init; } = "";

    /// <summary>The items that changed alike, in their order: "a, b".</summary>
    public string Items { get; init; } = "";
    public string Debtor { get; init; } = "";
    public string DebtorId { get; init; } = "";
    public string Creditor { get; init; } = "";
    public string What { get; init; } = "";
    public string Before { get; init; } = "";
    public string After { get; init; } = "";
    public string Due { get; init; } = "";
    public ObligationState State { get; init; }
    public DueState DueState { get; init; }

    /// <summary>Made by a due that passed, and by no statement.</summary>
    public bool ByClock { get; init; }

    /// <summary>When what made it was said; empty where time alone did.</summary>
    public string Said { get; init; } = "";
    public DateTimeOffset? RecordTime { get; init; }
    public string Recorder { get; init; } = "";
    public string NegotiationId { get; init; } = "";
    public long Revision { get; init; }

    public override string ToString() => Change;
}
