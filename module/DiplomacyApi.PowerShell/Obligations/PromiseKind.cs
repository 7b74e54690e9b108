namespace DiplomacyApi.PowerShell;

/// <summary>What a promise is about.</summary>
public enum PromiseKind : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>To answer a demand.</summary>
    ToAnswer,

    /// <summary>To do something. Opens a performance obligation, owed to the addressees.</summary>
    ToDo,
}
