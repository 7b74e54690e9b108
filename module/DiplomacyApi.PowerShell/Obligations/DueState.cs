namespace DiplomacyApi.PowerShell;

/// <summary>Where the as-of date stands to a due, while something is owed.</summary>
public enum DueState : long
{
    /// <summary>There is no due date, or nothing is owed.</summary>
    None,

    /// <summary>Within the bounds of the due date.</summary>
    Due,

    /// <summary>Past them.</summary>
    Overdue,
}
