namespace DiplomacyApi.PowerShell;

/// <summary>What can be wrong with a journal entry.</summary>
public enum JournalFlawKind : long { None, Missing, PayloadMissing, PayloadChanged, Hash, StandIn, RecordTime, Unreadable, Projections }
