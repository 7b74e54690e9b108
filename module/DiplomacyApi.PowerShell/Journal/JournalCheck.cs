namespace DiplomacyApi.PowerShell;

/// <summary>What a check of the journal found.</summary>
public sealed class JournalCheck
{
    /// <summary>Whether all was looked at, and nothing is wrong.</summary>
    public bool Verified { get; init; }

    /// <summary>Up to where the chain holds.</summary>
    public long Revision { get; init; }

    /// <summary>The head that the check went to.</summary>
    public long HeadRevision { get; init; }

    /// <summary>The hash recomputed at Revision: where all is well, that of the head.</summary>
    public string HeadHash { get; init; } = "";

    /// <summary>The id of the log.</summary>
    public string LogId { get; init; } = "";

    /// <summary>The number of entries whose content was erased.</summary>
    public long ErasedEntries { get; init; }

    /// <summary>The first bad revision. Null: there is none.</summary>
    public long? FlawRevision { get; init; }

    /// <summary>What is wrong; None if nothing is.</summary>
    public JournalFlawKind FlawKind { get; init; }

    /// <summary>What is wrong, in a sentence.</summary>
    public string Flaw { get; init; } = "";
}
