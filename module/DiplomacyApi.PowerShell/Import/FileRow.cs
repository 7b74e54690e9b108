namespace DiplomacyApi.PowerShell;

/// <summary>A row of a file: cells by their column, a line of JSON, or what is wrong with it.</summary>
public sealed record FileRow
{
    /// <summary>From 1.</summary>
    public required long Line { get; init; }

    /// <summary>How far the file is read, of its length, 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>The cells by their columns, if it is a row of a table.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>>? Cells { get; init; }

    /// <summary>The columns of the table that it is a row of. Null: it has columns of its own.</summary>
    public IReadOnlyList<string>? Table { get; init; }

    /// <summary>The line, if it is JSON.</summary>
    public string? Json { get; init; }

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public string? Problem { get; init; }
}
