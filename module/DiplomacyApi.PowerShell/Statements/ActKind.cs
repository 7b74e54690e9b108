namespace DiplomacyApi.PowerShell;

/// <summary>Which act a statement carries.</summary>
public enum ActKind : long { None, Demand, Promise, Response, Assessment, Fulfillment, Withdrawal, Condition, Warning, Meeting, NegotiationStep, Remark }
