namespace DiplomacyApi.PowerShell;

/// <summary>What a promise is about.</summary>
public enum PromiseKind : long { None, ToAnswer, ToDo }
