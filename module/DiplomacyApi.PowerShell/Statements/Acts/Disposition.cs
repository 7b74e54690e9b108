namespace DiplomacyApi.PowerShell;

/// <summary>What an answer says.</summary>
public enum Disposition : long { None, Accepted, Rejected, Countered, NotAddressed, Undisclosed, Acknowledged, Deferred, Mixed, Qualified, Noted }
