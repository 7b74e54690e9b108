namespace DiplomacyApi.PowerShell;

/// <summary>One row to import: what was bound of a table's cells, or a line of JSON as the contract writes it.</summary>
public sealed record ImportRow
{
    /// <summary>Where it comes from: `talks.csv line 12`.</summary>
    public required string Source { get; init; }

    /// <summary>What errors about the row are filed under.</summary>
    public object? Target { get; init; }

    /// <summary>Of a table's row: what parameters are called there.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }

    /// <summary>The statement that the row makes.</summary>
    public StatementDraft? Statement { get; init; }

    /// <summary>The actor that the row makes.</summary>
    public ActorDraft? Actor { get; init; }

    /// <summary>A line of JSON, as the contract writes it.</summary>
    public string? Json { get; init; }
}
