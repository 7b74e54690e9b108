namespace DiplomacyApi.PowerShell;

/// <summary>What became of an import.</summary>
public sealed class ImportSummary
{
    public long Rows { get; init; }

    /// <summary>New in the log; in a dry run, what would be.</summary>
    public long Recorded { get; init; }

    /// <summary>There already, with the same content.</summary>
    public long Skipped { get; init; }

    /// <summary>Each was told as an error; in a dry run, those with unresolved names only here.</summary>
    public long Failed { get; init; }
    public bool DryRun { get; init; }

    /// <summary>Names that are nobody's, or several's, the most frequent first.</summary>
    public IReadOnlyList<UnresolvedName> Unresolved { get; init; } = [];

    /// <summary>The last revision that it recorded, or the head.</summary>
    public long Revision { get; init; }

    public override string ToString() => $"{Recorded} recorded, {Skipped} skipped, {Failed} failed";
}
