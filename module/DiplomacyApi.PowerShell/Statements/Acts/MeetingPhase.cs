namespace DiplomacyApi.PowerShell;

/// <summary>A meeting's phase.</summary>
public enum MeetingPhase : long { None, Proposed, Scheduled, Held, Postponed, Cancelled }
