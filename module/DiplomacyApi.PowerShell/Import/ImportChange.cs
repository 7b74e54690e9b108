namespace DiplomacyApi.PowerShell;

/// <summary>What an update does, or would do, about one row or one statement that has no row any more.</summary>
public sealed class ImportChange
{
    /// <summary>What the row is, compared with what is recorded.</summary>
    public ImportChangeKind Change { get; init; }

    /// <summary>The id of the statement.</summary>
    public string StatementId { get; init; } = "";

    /// <summary>The fields that differ, such as `said, summaries`.</summary>
    public string Fields { get; init; } = "";

    /// <summary>A line for each of these fields: `said: 2022-01-17 → 2022-01-18`.</summary>
    public string Differences { get; init; } = "";

    /// <summary>The summary of the statement.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Where the row comes from, such as `talks.csv line 12`. Empty for what is gone.</summary>
    public string Source { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => $"{Change} {StatementId}{(Fields.Length > 0 ? $": {Fields}" : "")}";
}
