namespace DiplomacyApi.PowerShell;

/// <summary>What a condition waits for.</summary>
public enum ConditionUntil : long { None, Answered, Settled }
