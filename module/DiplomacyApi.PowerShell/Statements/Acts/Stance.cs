namespace DiplomacyApi.PowerShell;

/// <summary>What a remark does to the statement it is about.</summary>
public enum Stance : long { None, Confirms, Denies }
