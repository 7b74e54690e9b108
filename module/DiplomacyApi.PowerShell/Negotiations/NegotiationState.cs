namespace DiplomacyApi.PowerShell;

/// <summary>Where a negotiation stands.</summary>
public enum NegotiationState : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Something was said; nothing held or promised yet.</summary>
    Proposed,

    /// <summary>A meeting was held, a promise made, or it was opened.</summary>
    Active,

    /// <summary>Active, and a live condition blocks it.</summary>
    AwaitingAnswers,

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
