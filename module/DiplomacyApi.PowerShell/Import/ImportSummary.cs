namespace DiplomacyApi.PowerShell;

/// <summary>What became of an import.</summary>
public sealed class ImportSummary
{
    /// <summary>The number of rows read.</summary>
    public long Rows { get; init; }

    /// <summary>New in the log; in a dry run, what would be.</summary>
    public long Recorded { get; init; }

    /// <summary>With -Update: recorded before with other content, which was corrected; in a dry run, would be.</summary>
    public long Corrected { get; init; }

    /// <summary>There already, with the same content.</summary>
    public long Skipped { get; init; }

    /// <summary>Each was reported as an error; in a dry run, those with unresolved names only here.</summary>
    public long Failed { get; init; }

    /// <summary>With -Within: statements that stand, and have no row any more.</summary>
    public long Gone { get; init; }

    /// <summary>With -AnnulMissing: how many of those were annulled; in a dry run, would be.</summary>
    public long Annulled { get; init; }

    /// <summary>Whether nothing was recorded.</summary>
    public bool DryRun { get; init; }

    /// <summary>Names that are nobody's, or several's, the most frequent first.</summary>
    public IReadOnlyList<UnresolvedName> Unresolved { get; init; } = [];

    /// <summary>The last revision of the journal when the last rows were recorded or skipped; null if no row was sent.</summary>
    public long? Revision { get; init; }

    /// <inheritdoc />
    public override string ToString() => string.Concat(
        $"{Recorded} recorded, ",
        Corrected > 0 ? $"{Corrected} corrected, " : "",
        $"{Skipped} skipped, {Failed} failed",
        Gone > 0 ? $", {Gone} gone" : "",
        Annulled > 0 ? $", {Annulled} annulled" : "");
}
