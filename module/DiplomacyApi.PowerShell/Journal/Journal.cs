namespace DiplomacyApi.PowerShell;

/// <summary>The head of a log.</summary>
public sealed class Journal
{
    public string LogId { get; init; } = "";
    public long Revision { get; init; }
    public DateTimeOffset? RecordTime { get; init; }

    /// <summary>SHA-256 over all entries, chained. Kept elsewhere, it proves later that nothing before it was changed.</summary>
    public string HeadHash { get; init; } = "";
    public string State { get; init; } = "";

    /// <summary>Up to which revision Search-Statement finds words.</summary>
    public long SearchedRevision { get; init; }
    public int RulesVersion { get; init; }
    public string ServerVersion { get; init; } = "";
    public string Address { get; init; } = "";
}
