namespace DiplomacyApi.PowerShell;

/// <summary>Spoken or written.</summary>
public enum Form : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Spoken.</summary>
    Spoken,

    /// <summary>In writing.</summary>
    Written,
}
