namespace DiplomacyApi.PowerShell;

/// <summary>One row to import: what was bound of a table's cells, or a line of JSON as the contract writes it.</summary>
public sealed record ImportRow
{
    /// <summary>Where it comes from: `talks.csv line 12`.</summary>
    public required string Source { get; init; }
    public object? Target { get; init; }

    /// <summary>Of a table's row: what parameters are called there.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }
    public StatementDraft? Statement { get; init; }
    public ActorDraft? Actor { get; init; }
    public string? Json { get; init; }
}
