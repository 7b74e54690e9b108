namespace DiplomacyApi.PowerShell;

/// <summary>What is owed.</summary>
public enum ObligationKind : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>An answer to a demand.</summary>
    Answer,

    /// <summary>The doing of what was promised.</summary>
    Performance,

    /// <summary>A reply to an invitation.</summary>
    Reply,
}
