namespace DiplomacyApi.PowerShell;

/// <summary>Where an obligation stands. Outstanding, Acknowledged and Promised are owed; Disputed is contested.</summary>
public enum ObligationState : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Nothing has come.</summary>
    Outstanding,

    /// <summary>Receipt acknowledged, or put off.</summary>
    Acknowledged,

    /// <summary>Promised.</summary>
    Promised,

    /// <summary>Delivered; what it says is not known, or it is a performance.</summary>
    Delivered,

    /// <summary>Delivered, with a position known.</summary>
    Answered,

    /// <summary>Found insufficient by the creditor.</summary>
    Disputed,

    /// <summary>Found satisfactory by the creditor.</summary>
    Settled,

    /// <summary>Taken back, or closed.</summary>
    Withdrawn,

    /// <summary>Replaced by another demand.</summary>
    Superseded,
}
