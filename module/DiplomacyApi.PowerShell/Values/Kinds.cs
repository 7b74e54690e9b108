namespace DiplomacyApi.PowerShell;

/// <summary>Which act a statement carries.</summary>
public enum ActKind : long { None, Demand, Promise, Response, Assessment, Fulfillment, Withdrawal, Condition, Warning, Meeting, NegotiationStep, Remark }

/// <summary>What a promise is about.</summary>
public enum PromiseKind : long { None, ToAnswer, ToDo }

/// <summary>What happened to a statement.</summary>
public enum StatementEventKind : long { None, Recorded, Corrected, Reported }
