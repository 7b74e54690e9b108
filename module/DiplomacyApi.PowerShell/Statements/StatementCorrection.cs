namespace DiplomacyApi.PowerShell;

/// <summary>What a correction made of a statement. After is null where it is annulled or counts as another.</summary>
public sealed class StatementCorrection(IReadOnlyList<string> negotiationIds)
{
    private IReadOnlyList<StatusChange> _statusChanges = [];

    public string StatementId { get; init; } = "";
    public string CorrectionId { get; init; } = "";
    public CorrectionLabel Label { get; init; }
    public string Note { get; init; } = "";

    /// <summary>A line for each field that changed.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>What changed in what is owed, and in the negotiation itself.</summary>
    public IReadOnlyList<StatusChange> StatusChanges
    {
        get => _statusChanges;
        init => _statusChanges = value;
    }

    public Statement? Before { get; init; }
    public Statement? After { get; init; }
    public long Revision { get; init; }

    /// <summary>The negotiations it was in and is in. A method, so that no export takes it for a column.</summary>
    public IReadOnlyList<string> GetNegotiationIds() => negotiationIds;

    internal void Add(IEnumerable<StatusChange> more) => _statusChanges = [.. _statusChanges, .. more];

    public override string ToString() => $"{StatementId}: {string.Join("; ", Changed)}";
}
