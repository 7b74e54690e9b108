namespace DiplomacyApi.PowerShell;

/// <summary>How a file is written. Auto: CSV where its name ends in .csv, .tsv or .tab, else JSON Lines.</summary>
public enum FileFormat : long { Auto, JsonLines, Csv }
