namespace DiplomacyApi.PowerShell;

/// <summary>What one debtor owes on one demand.</summary>
public sealed class PendingDemand
{
    /// <inheritdoc cref="Demand.DemandId"/>
    public string DemandId { get; init; } = "";

    /// <inheritdoc cref="Obligation.Title"/>
    public string Title { get; init; } = "";

    /// <inheritdoc cref="Obligation.Debtor"/>
    public string Debtor { get; init; } = "";

    /// <inheritdoc cref="Obligation.DebtorId"/>
    public string DebtorId { get; init; } = "";

    /// <inheritdoc cref="Obligation.Creditor"/>
    public string Creditor { get; init; } = "";

    /// <inheritdoc cref="Obligation.CreditorId"/>
    public string CreditorId { get; init; } = "";

    /// <inheritdoc cref="Obligation.State"/>
    public ObligationState State { get; init; }

    /// <inheritdoc cref="Obligation.Basis"/>
    public Attribution Basis { get; init; }

    /// <inheritdoc cref="Obligation.Position"/>
    public string Position { get; init; } = "";

    /// <inheritdoc cref="Obligation.SpokenOnly"/>
    public string SpokenOnly { get; init; } = "";

    /// <inheritdoc cref="Obligation.SpokenPosition"/>
    public Disposition SpokenPosition { get; init; }

    /// <summary>The strongest attribution of the spoken position.</summary>
    public Attribution SpokenBasis { get; init; }

    /// <inheritdoc cref="Obligation.FormalPosition"/>
    public Disposition FormalPosition { get; init; }

    /// <summary>The number of items that are still owed.</summary>
    public int ItemsOwed { get; init; }

    /// <summary>The number of items that are answered.</summary>
    public int ItemsAnswered { get; init; }

    /// <summary>The number of items of the demand.</summary>
    public int ItemsTotal { get; init; }

    /// <inheritdoc cref="Obligation.Due"/>
    public string Due { get; init; } = "";

    /// <inheritdoc cref="Obligation.DueAsked"/>
    public string DueAsked { get; init; } = "";

    /// <inheritdoc cref="Obligation.DueEarliest"/>
    public DateTimeOffset? DueEarliest { get; init; }

    /// <inheritdoc cref="Obligation.DueLatest"/>
    public DateTimeOffset? DueLatest { get; init; }

    /// <inheritdoc cref="Obligation.DuePromised"/>
    public string DuePromised { get; init; } = "";

    /// <inheritdoc cref="Obligation.DueState"/>
    public DueState DueState { get; init; }

    /// <inheritdoc cref="Obligation.IsOverdue"/>
    public bool IsOverdue { get; init; }

    /// <inheritdoc cref="Obligation.OverdueBy"/>
    public string OverdueBy { get; init; } = "";

    /// <inheritdoc cref="Obligation.OverdueSince"/>
    public DateTimeOffset? OverdueSince { get; init; }

    /// <inheritdoc cref="Obligation.PromiseMissed"/>
    public bool PromiseMissed { get; init; }

    /// <inheritdoc cref="Obligation.Late"/>
    public bool Late { get; init; }

    /// <summary>How many of the creditors are satisfied: "1 of 4".</summary>
    public string Satisfied { get; init; } = "";

    /// <inheritdoc cref="Obligation.Since"/>
    public string Since { get; init; } = "";

    /// <summary>When the last statement that names the demand was said.</summary>
    public string LastActivity { get; init; } = "";

    /// <inheritdoc cref="Obligation.Reason"/>
    public string Reason { get; init; } = "";

    /// <inheritdoc cref="Obligation.NegotiationId"/>
    public string NegotiationId { get; init; } = "";

    /// <inheritdoc cref="Demand.Marking"/>
    public string Marking { get; init; } = "";

    /// <inheritdoc cref="Obligation.AsOf"/>
    public string AsOf { get; init; } = "";

    /// <inheritdoc cref="Obligation.KnownAtRevision"/>
    public long KnownAtRevision { get; init; }

    /// <summary>The demand's id, so that a row can stand where an id is wanted.</summary>
    public override string ToString() => DemandId;
}
