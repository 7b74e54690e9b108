namespace DiplomacyApi.PowerShell;

/// <summary>A promise, of one promisor.</summary>
public sealed class Promise
{
    /// <summary>The id of the statement that made the promise.</summary>
    public string StatementId { get; init; } = "";

    /// <summary>ToAnswer a demand, or ToDo something.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Who promised, by name.</summary>
    public string Debtor { get; init; } = "";

    /// <summary>Who promised, by id.</summary>
    public string DebtorId { get; init; } = "";

    /// <summary>To whom it was promised, by name; several are separated by commas.</summary>
    public string Creditor { get; init; } = "";

    /// <summary>To whom it was promised, by id; several are separated by commas.</summary>
    public string CreditorId { get; init; } = "";

    /// <summary>The id of the demand whose answer was promised; empty for a promise to do something.</summary>
    public string DemandId { get; init; } = "";

    /// <summary>What was promised, in words.</summary>
    public string What { get; init; } = "";

    /// <summary>When it was said, as a partial date: 2022-01-18, 2021-12.</summary>
    public string Said { get; init; } = "";

    /// <summary>The date by which it was promised, as a partial date; empty if there is none.</summary>
    public string Due { get; init; } = "";

    /// <summary>The first instant of that date, in UTC; null if there is none.</summary>
    public DateTimeOffset? DueEarliest { get; init; }

    /// <summary>The end of that date, in UTC, which itself is not included; null if there is none.</summary>
    public DateTimeOffset? DueLatest { get; init; }

    /// <summary>Where the as-of date stands to that date while it is owed.</summary>
    public DueState DueState { get; init; }

    /// <summary>Whether that date has passed and it is still owed.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Whether it was not kept by the end of that date.</summary>
    public bool Missed { get; init; }

    /// <summary>Where the obligation stands of which it is a promise.</summary>
    public ObligationState State { get; init; }

    /// <summary>The strongest attribution on which the state rests.</summary>
    public Attribution Basis { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Why it has no effect, in a sentence; empty if it has one.</summary>
    public string WithoutEffect { get; init; } = "";

    /// <summary>The id of its negotiation; empty if it has none.</summary>
    public string NegotiationId { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => StatementId;
}
