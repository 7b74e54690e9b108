namespace DiplomacyApi.PowerShell;

/// <summary>What became of rows.</summary>
public sealed record ImportOutcome(int Recorded, int Skipped, IReadOnlyList<ImportProblem> Problems, long Revision)
{
    /// <summary>Of an update: rows whose statements were corrected. They are not counted as recorded.</summary>
    public int Corrected { get; init; }

    /// <summary>Of an update: what each row does that did not fail.</summary>
    public IReadOnlyList<ImportChange> Changes { get; init; } = [];
}
