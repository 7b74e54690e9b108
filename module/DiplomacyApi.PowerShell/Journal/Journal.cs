namespace DiplomacyApi.PowerShell;

/// <summary>The head of a log.</summary>
public sealed class Journal
{
    /// <summary>The id of the log.</summary>
    public string LogId { get; init; } = "";

    /// <summary>The revision of the last entry; 0 if there is none.</summary>
    public long Revision { get; init; }

    /// <summary>When the last entry was recorded, in UTC; null if there is none.</summary>
    public DateTimeOffset? RecordTime { get; init; }

    /// <summary>SHA-256 over all entries, chained. Kept elsewhere, it proves later that nothing before it was changed.</summary>
    public string HeadHash { get; init; } = "";

    /// <summary>Open: it takes writes. Sealed: it was moved to another server. Importing: it is being moved to this one.</summary>
    public string State { get; init; } = "";

    /// <summary>Up to which revision Search-Statement finds words.</summary>
    public long SearchedRevision { get; init; }

    /// <summary>The version of the rules by which the server derives status.</summary>
    public int RulesVersion { get; init; }

    /// <summary>The version of the server.</summary>
    public string ServerVersion { get; init; } = "";

    /// <summary>The address of the server.</summary>
    public string Address { get; init; } = "";
}
