namespace DiplomacyApi.PowerShell;

/// <summary>What an import records together: each row by itself, or all rows or none.</summary>
public enum ImportMode : long
{
    /// <summary>Each row by itself.</summary>
    Row,

    /// <summary>All rows or none.</summary>
    Atomic,
}
