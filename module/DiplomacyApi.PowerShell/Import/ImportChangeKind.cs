namespace DiplomacyApi.PowerShell;

/// <summary>
/// What an update finds: a row that is new, one whose content changed, one that is as it was, and a statement whose row is gone.
/// </summary>
public enum ImportChangeKind : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>The row is not recorded yet.</summary>
    New,

    /// <summary>The row is recorded with other content.</summary>
    Changed,

    /// <summary>The row is recorded with the same content.</summary>
    Same,

    /// <summary>The statement has no row any more.</summary>
    Gone,
}
