namespace DiplomacyApi.PowerShell;

/// <summary>Which demands, obligations or promises.</summary>
public sealed record DemandQuery
{
    /// <summary>The id of one; null: all that match.</summary>
    public string? Demand { get; init; }

    /// <summary>Only what this actor owes: an id or a name.</summary>
    public string? Debtor { get; init; }

    /// <summary>Only what is owed to this actor: an id or a name.</summary>
    public string? Creditor { get; init; }

    /// <summary>Only of this negotiation.</summary>
    public string? Negotiation { get; init; }

    /// <summary>Only what is still owed.</summary>
    public bool Pending { get; init; }

    /// <summary>Only what a creditor found insufficient.</summary>
    public bool Contested { get; init; }

    /// <summary>Only promises that were missed.</summary>
    public bool Missed { get; init; }

    /// <summary>Only in these due states; empty: in all.</summary>
    public IReadOnlyList<DueState> DueStates { get; init; } = [];

    /// <summary>Only in these states; empty: in all.</summary>
    public IReadOnlyList<ObligationState> States { get; init; } = [];

    /// <summary>Only of these kinds; empty: of all.</summary>
    public IReadOnlyList<ObligationKind> Kinds { get; init; } = [];

    /// <summary>Only promises of these kinds; empty: of all.</summary>
    public IReadOnlyList<PromiseKind> PromiseKinds { get; init; } = [];

    /// <summary>What obligations are about, instead of a demand.</summary>
    public string? Subject { get; init; }

    /// <summary>Several demands at once, where a watch is asked for.</summary>
    public IReadOnlyList<string> Demands { get; init; } = [];

    /// <summary>The last date on which a due may end.</summary>
    public string? DueBy { get; init; }

    /// <summary>Within which a demand was first said.</summary>
    public string? Since { get; init; }

    /// <summary>Since when nothing was said about a demand.</summary>
    public string? SilentSince { get; init; }
}
