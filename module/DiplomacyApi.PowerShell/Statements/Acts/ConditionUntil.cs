namespace DiplomacyApi.PowerShell;

/// <summary>What a condition waits for.</summary>
public enum ConditionUntil : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Blocks while any obligation of a named demand is owed.</summary>
    Answered,

    /// <summary>Blocks while any obligation of a named demand is not settled, withdrawn or superseded.</summary>
    Settled,
}
