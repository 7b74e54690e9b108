namespace DiplomacyApi.PowerShell;

/// <summary>How hard a demand is pressed.</summary>
public enum Force : long { None, Appeal, Request, Demand, Ultimatum }
