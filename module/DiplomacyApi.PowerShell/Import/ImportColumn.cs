namespace DiplomacyApi.PowerShell;

/// <summary>A column that a row of an act may have.</summary>
public sealed class ImportColumn
{
    public string Act { get; init; } = "";
    public string Column { get; init; } = "";
    public string Aliases { get; init; } = "";

    /// <summary>What its cells hold: Text, Date, List, Pairs, Yes, or the words that are taken.</summary>
    public string Holds { get; init; } = "";
    public string Example { get; init; } = "";
}
