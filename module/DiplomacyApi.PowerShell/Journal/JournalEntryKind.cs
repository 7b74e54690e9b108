namespace DiplomacyApi.PowerShell;

/// <summary>What a journal entry records.</summary>
public enum JournalEntryKind : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>An actor, new.</summary>
    ActorCreated,

    /// <summary>An actor, as it is from here on.</summary>
    ActorUpdated,

    /// <summary>A negotiation, new.</summary>
    Negotiation,

    /// <summary>A statement.</summary>
    Statement,

    /// <summary>A correction.</summary>
    Correction,

    /// <summary>A report of a statement that was recorded before.</summary>
    ReportAttached,

    /// <summary>That a statement was erased, and what stands in its place.</summary>
    StatementErased,

    /// <summary>That the log goes on under another id.</summary>
    EpochOpened,

    /// <summary>A negotiation, as it is from here on.</summary>
    NegotiationUpdated,
}
