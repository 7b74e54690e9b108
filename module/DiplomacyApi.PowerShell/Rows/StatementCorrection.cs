namespace DiplomacyApi.PowerShell;

/// <summary>What a correction made of a statement. After is null where it is annulled or counts as another.</summary>
public sealed class StatementCorrection
{
    public string StatementId { get; init; } = "";
    public string CorrectionId { get; init; } = "";
    public CorrectionLabel Label { get; init; }
    public string Note { get; init; } = "";

    /// <summary>A line for each field that changed.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];
    public IReadOnlyList<StatusChange> StatusChanges { get; init; } = [];
    public Statement? Before { get; init; }
    public Statement? After { get; init; }
    public long Revision { get; init; }

    public override string ToString() => $"{StatementId}: {string.Join("; ", Changed)}";
}
