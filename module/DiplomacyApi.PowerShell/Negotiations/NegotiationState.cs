namespace DiplomacyApi.PowerShell;

/// <summary>Where a negotiation stands.</summary>
public enum NegotiationState : long { None, Proposed, Active, AwaitingAnswers, Suspended, Agreed, Signed, BrokenOff, Concluded }
