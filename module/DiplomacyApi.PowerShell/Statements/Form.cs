namespace DiplomacyApi.PowerShell;

/// <summary>Spoken or written.</summary>
public enum Form : long { None, Spoken, Written }
