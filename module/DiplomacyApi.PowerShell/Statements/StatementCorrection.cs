namespace DiplomacyApi.PowerShell;

/// <summary>What a correction made of a statement. After is null where it is annulled or counts as another.</summary>
public sealed class StatementCorrection(IReadOnlyList<string> warnings)
{
    /// <summary>The id of the statement.</summary>
    public string StatementId { get; init; } = "";

    /// <summary>The id of the correction, which Undo-Statement takes.</summary>
    public string CorrectionId { get; init; } = "";

    /// <summary>Why it was corrected.</summary>
    public CorrectionLabel Label { get; init; }

    /// <summary>What was wrong, in the words of whoever corrected it.</summary>
    public string Note { get; init; } = "";

    /// <summary>A line for each field that changed.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>What changed in what is owed, and in the negotiation itself.</summary>
    public IReadOnlyList<StatusChange> StatusChanges { get; init; } = [];

    /// <summary>The statement before the correction; null if a correction was undone.</summary>
    public Statement? Before { get; init; }

    /// <summary>The statement after the correction; null if it was annulled or counts as another.</summary>
    public Statement? After { get; init; }

    /// <summary>The revision of the log at which the correction was recorded; 0 in a dry run.</summary>
    public long Revision { get; init; }

    /// <summary>What the server left out of its answer, in words. A method, so that no export takes it for a column.</summary>
    public IReadOnlyList<string> GetWarnings() => warnings;

    /// <inheritdoc />
    public override string ToString() => $"{StatementId}: {string.Join("; ", Changed)}";
}
