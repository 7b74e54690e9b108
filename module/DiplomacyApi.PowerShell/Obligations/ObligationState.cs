namespace DiplomacyApi.PowerShell;

/// <summary>Where an obligation stands. Outstanding, Acknowledged and Promised are owed; Disputed is contested.</summary>
public enum ObligationState : long { None, Outstanding, Acknowledged, Promised, Delivered, Answered, Disputed, Settled, Withdrawn, Superseded }
