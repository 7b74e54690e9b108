namespace DiplomacyApi.PowerShell;

/// <summary>What corrections have made of a statement: annulled, it counts as never recorded; a duplicate counts as another.</summary>
public enum Standing : long
{
    /// <summary>It counts as it was recorded.</summary>
    Stands,

    /// <summary>It was corrected, and counts as the correction says.</summary>
    Corrected,

    /// <summary>It counts as never recorded.</summary>
    Annulled,

    /// <summary>It counts as another statement.</summary>
    Duplicate,
}
