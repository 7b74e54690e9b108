namespace DiplomacyApi.PowerShell;

/// <summary>A step of a negotiation.</summary>
public enum NegotiationStep : long { None, Opened, Resumed, Suspended, Agreed, Signed, BrokenOff, Concluded }
