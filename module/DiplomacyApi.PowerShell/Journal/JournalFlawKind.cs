namespace DiplomacyApi.PowerShell;

/// <summary>What can be wrong with a journal entry.</summary>
public enum JournalFlawKind : long
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The entry is missing: the log has a gap, or ends before its head.</summary>
    Missing,

    /// <summary>Its payload is missing, although it was not erased.</summary>
    PayloadMissing,

    /// <summary>Its payload does not match its commitment.</summary>
    PayloadChanged,

    /// <summary>Its hash does not match the previous entry and its own fields.</summary>
    Hash,

    /// <summary>What stands in its place is not what the entry that erased it carries.</summary>
    StandIn,

    /// <summary>Its record time is before that of the previous entry.</summary>
    RecordTime,

    /// <summary>Its payload fits the chain and cannot be read, or is about something other than the entry.</summary>
    Unreadable,

    /// <summary>What is derived from the entries is not what they make; `rebuild` repairs it.</summary>
    Projections,
}
