namespace DiplomacyApi.PowerShell;

/// <summary>What happened to a statement.</summary>
public enum StatementEventKind : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>It was recorded.</summary>
    Recorded,

    /// <summary>It was corrected, annulled, or marked as a duplicate; or a correction of it was.</summary>
    Corrected,

    /// <summary>A report was attached to it.</summary>
    Reported,
}
