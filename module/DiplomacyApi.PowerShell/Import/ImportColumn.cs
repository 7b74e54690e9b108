namespace DiplomacyApi.PowerShell;

/// <summary>A column that a row of an act may have.</summary>
public sealed class ImportColumn
{
    /// <summary>The act whose rows have the column.</summary>
    public string Act { get; init; } = "";

    /// <summary>The name of the column.</summary>
    public string Column { get; init; } = "";

    /// <summary>Other names for it, separated by commas.</summary>
    public string Aliases { get; init; } = "";

    /// <summary>What its cells hold: Text, Date, List, Pairs, Yes, or the words that are taken.</summary>
    public string Holds { get; init; } = "";

    /// <summary>An example of a cell; empty if there is none.</summary>
    public string Example { get; init; } = "";
}
