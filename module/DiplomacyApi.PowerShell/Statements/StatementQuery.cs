namespace DiplomacyApi.PowerShell;

/// <summary>Which statements: one by its id, or those for which all holds that is set.</summary>
public sealed record StatementQuery
{
    public string? Statement { get; init; }
    public string? Negotiation { get; init; }
    public string? Speaker { get; init; }
    public string? Addressee { get; init; }
    public string? Principal { get; init; }
    public string? Subject { get; init; }
    public IReadOnlyList<ActKind> Acts { get; init; } = [];
    public string? Said { get; init; }
    public IReadOnlyList<Attribution> Attributions { get; init; } = [];
    public Form Form { get; init; }
    public IReadOnlyList<Release> Releases { get; init; } = [];
    public string? Language { get; init; }
    public string? Outlet { get; init; }
    public string? Recorder { get; init; }

    /// <summary>Without those that were annulled or are duplicates.</summary>
    public bool StandingOnly { get; init; }
    public DateTimeOffset? RecordedFrom { get; init; }
    public DateTimeOffset? RecordedBefore { get; init; }
}
