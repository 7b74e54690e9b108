namespace DiplomacyApi.PowerShell;

/// <summary>How a statement became known.</summary>
public enum Release : long { None, Private, Public, Leaked }
