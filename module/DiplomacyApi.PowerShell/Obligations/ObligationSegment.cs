namespace DiplomacyApi.PowerShell;

/// <summary>How what one debtor owes on one item stood, from one time to another.</summary>
public sealed class ObligationSegment
{
    public string SubjectId { get; init; } = "";
    public string DemandId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Item { get; init; } = "";
    public string Debtor { get; init; } = "";
    public string DebtorId { get; init; } = "";

    /// <summary>The first as-of date at which it stood so; with its hour, where that is within a day.</summary>
    public string From { get; init; } = "";

    /// <summary>The first as-of date at which it no longer stood so; empty: it still does.</summary>
    public string Until { get; init; } = "";
    public ObligationState State { get; init; }
    public Attribution Basis { get; init; }
    public string Reason { get; init; } = "";
    public string DecidedBy { get; init; } = "";
    public string Position { get; init; } = "";
    public string SpokenOnly { get; init; } = "";
    public Disposition SpokenPosition { get; init; }
    public Disposition FormalPosition { get; init; }
    public Disposition Acknowledgement { get; init; }
    public string Due { get; init; } = "";
    public string DueAsked { get; init; } = "";
    public string DuePromised { get; init; } = "";
    public DueState DueState { get; init; }
    public bool IsOverdue { get; init; }
    public string OverdueBy { get; init; } = "";
    public bool PromiseMissed { get; init; }
    public bool Late { get; init; }
    public string Verdicts { get; init; } = "";

    /// <summary>The instant from which it stood so.</summary>
    public DateTimeOffset StartTime { get; init; }

    /// <summary>The instant from which it no longer stood so.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The first revision at which this was known, with its From and Until; null where only some statements are looked at.</summary>
    public long? FirstRevision { get; init; }

    /// <summary>The last revision at which it was known; null: it still is.</summary>
    public long? LastRevision { get; init; }

    /// <summary>Both: "12-30".</summary>
    public string Revisions => FirstRevision is null ? "" : $"{FirstRevision}-{LastRevision}";
    public string NegotiationId { get; init; } = "";
    public long KnownAtRevision { get; init; }
}
