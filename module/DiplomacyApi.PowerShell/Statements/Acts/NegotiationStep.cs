namespace DiplomacyApi.PowerShell;

/// <summary>A step of a negotiation.</summary>
public enum NegotiationStep : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Opened: Active.</summary>
    Opened,

    /// <summary>Taken up again: Active.</summary>
    Resumed,

    /// <summary>Interrupted.</summary>
    Suspended,

    /// <summary>Agreed on.</summary>
    Agreed,

    /// <summary>Signed.</summary>
    Signed,

    /// <summary>Broken off.</summary>
    BrokenOff,

    /// <summary>Ended.</summary>
    Concluded,
}
