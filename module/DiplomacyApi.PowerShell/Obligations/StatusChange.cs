namespace DiplomacyApi.PowerShell;

/// <summary>A change of status: made by a write, or by one that is only tried; seen by a watch; or found by comparing two points.</summary>
public sealed class StatusChange
{
    /// <summary>The id of the statement that made it; empty if time alone did.</summary>
    public string StatementId { get; init; } = "";

    /// <summary>What changed, in a sentence.</summary>
    public string Change { get; init; } = "";

    /// <summary>What is owed: an answer, a performance, or a reply; None if it is not about an obligation.</summary>
    public ObligationKind Kind { get; init; }

    /// <summary>The demand, promise or meeting that it is about.</summary>
    public string SubjectId { get; init; } = "";

    /// <inheritdoc cref="Obligation.DemandId"/>
    public string DemandId { get; init; } = "";

    /// <summary>The item; empty where it is about the whole, or about several.</summary>
    public string Item { get; init; } = "";

    /// <summary>The items that changed alike, in their order: "a, b".</summary>
    public string Items { get; init; } = "";

    /// <inheritdoc cref="Obligation.Debtor"/>
    public string Debtor { get; init; } = "";

    /// <inheritdoc cref="Obligation.DebtorId"/>
    public string DebtorId { get; init; } = "";

    /// <inheritdoc cref="Obligation.Creditor"/>
    public string Creditor { get; init; } = "";

    /// <summary>What changed: State, SpokenPosition, DueAsked and others, or that of a negotiation (NegotiationState).</summary>
    public string What { get; init; } = "";

    /// <summary>What it was, in words; empty if it was nothing.</summary>
    public string Before { get; init; } = "";

    /// <summary>What it is, in words; empty if it is nothing.</summary>
    public string After { get; init; } = "";

    /// <summary>The due date after the change, as a partial date; empty if there is none.</summary>
    public string Due { get; init; } = "";

    /// <summary>The state of the obligation after the change.</summary>
    public ObligationState State { get; init; }

    /// <summary>Where the clock stands to the due dates after the change.</summary>
    public DueState DueState { get; init; }

    /// <summary>Made by a due that passed, and by no statement.</summary>
    public bool ByClock { get; init; }

    /// <summary>When what made it was said; empty where time alone did.</summary>
    public string Said { get; init; } = "";

    /// <summary>When what made it was recorded, in UTC; null if time alone made it, or in a dry run.</summary>
    public DateTimeOffset? RecordTime { get; init; }

    /// <summary>Who recorded what made it; empty if time alone made it.</summary>
    public string Recorder { get; init; } = "";

    /// <inheritdoc cref="Obligation.NegotiationId"/>
    public string NegotiationId { get; init; } = "";

    /// <summary>The revision of the log that made it; 0 in a dry run.</summary>
    public long Revision { get; init; }

    /// <inheritdoc />
    public override string ToString() => Change;
}
