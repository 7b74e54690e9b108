namespace DiplomacyApi.PowerShell;

/// <summary>What is owed.</summary>
public enum ObligationKind : long { None, Answer, Performance, Reply }
