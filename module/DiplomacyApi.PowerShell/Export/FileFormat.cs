namespace DiplomacyApi.PowerShell;

/// <summary>How a file is written. Auto: CSV where its name ends in .csv, .tsv or .tab, else JSON Lines.</summary>
public enum FileFormat : long
{
    /// <summary>As the extension of the file name says.</summary>
    Auto,

    /// <summary>A JSON object on each line.</summary>
    JsonLines,

    /// <summary>A table, with the names of its columns in the first line.</summary>
    Csv,
}
