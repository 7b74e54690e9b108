namespace DiplomacyApi.PowerShell;

/// <summary>Which entries: those for which all holds that is set.</summary>
public sealed record JournalEntryQuery
{
    public IReadOnlyList<JournalEntryKind> Kinds { get; init; } = [];

    /// <summary>An id, or a name as the journal writes it, `statements/{id}`.</summary>
    public string? Id { get; init; }
    public string? Recorder { get; init; }
    public DateTimeOffset? RecordedFrom { get; init; }
    public DateTimeOffset? RecordedBefore { get; init; }
    public bool Erased { get; init; }
}
