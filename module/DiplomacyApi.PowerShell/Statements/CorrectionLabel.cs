namespace DiplomacyApi.PowerShell;

/// <summary>Why a correction is made.</summary>
public enum CorrectionLabel : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>It was recorded wrongly.</summary>
    Error,

    /// <summary>More is known now.</summary>
    Refined,

    /// <summary>It is another act than was thought.</summary>
    Reclassified,

    /// <summary>The source took its report back.</summary>
    SourceRetracted,

    /// <summary>The same statement was recorded before.</summary>
    Duplicate,
}
