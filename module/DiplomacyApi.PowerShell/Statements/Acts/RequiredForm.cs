namespace DiplomacyApi.PowerShell;

/// <summary>The form in which an answer is asked for.</summary>
public enum RequiredForm : long { None, Any, Written }
