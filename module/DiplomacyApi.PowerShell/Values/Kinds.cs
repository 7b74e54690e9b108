namespace DiplomacyApi.PowerShell;

/// <summary>Which act a statement carries.</summary>
public enum ActKind : long { None, Demand, Promise, Response, Assessment, Fulfillment, Withdrawal, Condition, Warning, Meeting, NegotiationStep, Remark }

/// <summary>What a promise is about.</summary>
public enum PromiseKind : long { None, ToAnswer, ToDo }

/// <summary>What happened to a statement.</summary>
public enum StatementEventKind : long { None, Recorded, Corrected, Reported }

/// <summary>What a journal entry records.</summary>
public enum JournalEntryKind : long { None, ActorCreated, ActorUpdated, Negotiation, Statement, Correction, ReportAttached, StatementErased, EpochOpened, NegotiationUpdated }

/// <summary>What can be wrong with a journal entry.</summary>
public enum JournalFlawKind : long { None, Missing, PayloadMissing, PayloadChanged, Hash, StandIn, RecordTime, Unreadable, Projections }
