namespace DiplomacyApi.PowerShell;

/// <summary>A demand, with how it stands with all its debtors.</summary>
public sealed class Demand
{
    /// <summary>The id of the demand.</summary>
    public string DemandId { get; init; } = "";

    /// <summary>What it is called, in the first of its languages.</summary>
    public string Title { get; init; } = "";

    /// <summary>Who demands it, by name; several are separated by commas.</summary>
    public string Creditor { get; init; } = "";

    /// <summary>Who demands it, by id; several are separated by commas.</summary>
    public string CreditorId { get; init; } = "";

    /// <summary>Who owes an answer, by name, separated by commas.</summary>
    public string Debtors { get; init; } = "";

    /// <summary>Who owes an answer, by id, separated by commas.</summary>
    public string DebtorIds { get; init; } = "";

    /// <summary>Where it stands with each debtor: "NATO: Promised (OVERDUE)".</summary>
    public string State { get; init; } = "";

    /// <summary>How hard it is pressed.</summary>
    public Force Strength { get; init; }

    /// <summary>The form in which an answer is asked for.</summary>
    public RequiredForm RequiredForm { get; init; }

    /// <summary>Whether each item must be answered by itself.</summary>
    public bool ItemByItem { get; init; }

    /// <summary>The items with their titles: "a: No enlargement; b: …".</summary>
    public string Items { get; init; } = "";

    /// <summary>The due date asked for, as a partial date; empty if there is none.</summary>
    public string Due { get; init; } = "";

    /// <summary>When it was first said, as a partial date.</summary>
    public string Since { get; init; } = "";

    /// <summary>When the last statement that names it was said.</summary>
    public string LastActivity { get; init; } = "";

    /// <summary>The id of its negotiation; empty if it has none.</summary>
    public string NegotiationId { get; init; } = "";

    /// <summary>The id of the statement that made it.</summary>
    public string StatementId { get; init; } = "";

    /// <summary>The id of the demand that replaced it; empty if none did.</summary>
    public string ReplacedBy { get; init; } = "";

    /// <summary>The handling marking; empty if there is none.</summary>
    public string Marking { get; init; } = "";

    /// <summary>The as-of date of the read: at the end of this date. Empty: now.</summary>
    public string AsOf { get; init; } = "";

    /// <summary>The revision of the log up to which the read looked.</summary>
    public long KnownAtRevision { get; init; }

    /// <inheritdoc />
    public override string ToString() => DemandId;
}
