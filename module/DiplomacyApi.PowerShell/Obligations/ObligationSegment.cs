namespace DiplomacyApi.PowerShell;

/// <summary>How what one debtor owes on one item stood, from one time to another.</summary>
public sealed class ObligationSegment
{
    /// <inheritdoc cref="Obligation.SubjectId"/>
    public string SubjectId { get; init; } = "";

    /// <inheritdoc cref="Obligation.DemandId"/>
    public string DemandId { get; init; } = "";

    /// <inheritdoc cref="Obligation.Title"/>
    public string Title { get; init; } = "";

    /// <inheritdoc cref="Obligation.Item"/>
    public string Item { get; init; } = "";

    /// <inheritdoc cref="Obligation.Debtor"/>
    public string Debtor { get; init; } = "";

    /// <inheritdoc cref="Obligation.DebtorId"/>
    public string DebtorId { get; init; } = "";

    /// <summary>The first as-of date at which it stood so; with its hour, where that is within a day.</summary>
    public string From { get; init; } = "";

    /// <summary>The first as-of date at which it no longer stood so; empty: it still does.</summary>
    public string Until { get; init; } = "";

    /// <inheritdoc cref="Obligation.State"/>
    public ObligationState State { get; init; }

    /// <inheritdoc cref="Obligation.Basis"/>
    public Attribution Basis { get; init; }

    /// <inheritdoc cref="Obligation.Reason"/>
    public string Reason { get; init; } = "";

    /// <inheritdoc cref="Obligation.DecidedBy"/>
    public string DecidedBy { get; init; } = "";

    /// <summary>The position that counts, and on how many items if not on all: "Rejected, 1 of 2".</summary>
    public string Position { get; init; } = "";

    /// <summary>A position that was only spoken although a written answer is asked for; empty if it is the one that counts.</summary>
    public string SpokenOnly { get; init; } = "";

    /// <inheritdoc cref="Obligation.SpokenPosition"/>
    public Disposition SpokenPosition { get; init; }

    /// <inheritdoc cref="Obligation.FormalPosition"/>
    public Disposition FormalPosition { get; init; }

    /// <inheritdoc cref="Obligation.Acknowledgement"/>
    public Disposition Acknowledgement { get; init; }

    /// <summary>Both due dates, and where the as-of date stands to them, in words.</summary>
    public string Due { get; init; } = "";

    /// <summary>The due date asked for: that of the demand, or what more time gave.</summary>
    public string DueAsked { get; init; } = "";

    /// <summary>The due date promised, by the last promise that stands.</summary>
    public string DuePromised { get; init; } = "";

    /// <summary>Where the as-of date stands to the due dates while it is owed.</summary>
    public DueState DueState { get; init; }

    /// <inheritdoc cref="Obligation.IsOverdue"/>
    public bool IsOverdue { get; init; }

    /// <summary>Which due date has passed: Asked, Promised, or both.</summary>
    public string OverdueBy { get; init; } = "";

    /// <inheritdoc cref="Obligation.PromiseMissed"/>
    public bool PromiseMissed { get; init; }

    /// <summary>Whether it was delivered after the due date asked.</summary>
    public bool Late { get; init; }

    /// <inheritdoc cref="Obligation.Verdicts"/>
    public string Verdicts { get; init; } = "";

    /// <summary>The instant from which it stood so.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>The instant from which it no longer stood so.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>
    /// The first revision at which this was known, with its From and Until; null where only some statements are looked at.
    /// </summary>
    public long? FirstRevision { get; init; }

    /// <summary>The last revision at which it was known; null: it still is.</summary>
    public long? LastRevision { get; init; }

    /// <summary>Both: "12-30".</summary>
    public string Revisions => FirstRevision is null ? "" : $"{FirstRevision}-{LastRevision}";

    /// <inheritdoc cref="Obligation.NegotiationId"/>
    public string NegotiationId { get; init; } = "";

    /// <inheritdoc cref="Obligation.KnownAtRevision"/>
    public long KnownAtRevision { get; init; }
}
