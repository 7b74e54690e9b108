namespace DiplomacyApi.PowerShell;

/// <summary>Which demands, obligations or promises.</summary>
public sealed record DemandQuery
{
    public string? Demand { get; init; }
    public string? Debtor { get; init; }
    public string? Creditor { get; init; }
    public string? Negotiation { get; init; }
    public bool Pending { get; init; }
    public bool Contested { get; init; }
    public bool Missed { get; init; }
    public IReadOnlyList<DueState> DueStates { get; init; } = [];
    public IReadOnlyList<ObligationState> States { get; init; } = [];
    public IReadOnlyList<ObligationKind> Kinds { get; init; } = [];
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
