namespace DiplomacyApi.PowerShell;

/// <summary>A place in a log. An empty log id is the log of the server that is asked.</summary>
public sealed record WatchPosition(string LogId, long Revision);
