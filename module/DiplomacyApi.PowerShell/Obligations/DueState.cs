namespace DiplomacyApi.PowerShell;

/// <summary>Where the as-of date stands to a due, while something is owed.</summary>
public enum DueState : long { None, Due, Overdue }
