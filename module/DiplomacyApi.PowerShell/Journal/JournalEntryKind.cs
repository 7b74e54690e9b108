namespace DiplomacyApi.PowerShell;

/// <summary>What a journal entry records.</summary>
public enum JournalEntryKind : long { None, ActorCreated, ActorUpdated, Negotiation, Statement, Correction, ReportAttached, StatementErased, EpochOpened, NegotiationUpdated }
