namespace DiplomacyApi.PowerShell;

/// <summary>What happened to a statement.</summary>
public enum StatementEventKind : long { None, Recorded, Corrected, Reported }
