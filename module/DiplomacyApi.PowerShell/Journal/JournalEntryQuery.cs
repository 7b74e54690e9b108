namespace DiplomacyApi.PowerShell;

/// <summary>Which entries: those for which all holds that is set.</summary>
public sealed record JournalEntryQuery
{
    /// <summary>Only of these kinds; empty: of all.</summary>
    public IReadOnlyList<JournalEntryKind> Kinds { get; init; } = [];

    /// <summary>An id, or a name as the journal writes it, `statements/{id}`.</summary>
    public string? Id { get; init; }

    /// <summary>Only by this recorder.</summary>
    public string? Recorder { get; init; }

    /// <summary>Only those recorded at this time or later.</summary>
    public DateTimeOffset? RecordedFrom { get; init; }

    /// <summary>Only those recorded before this time.</summary>
    public DateTimeOffset? RecordedBefore { get; init; }

    /// <summary>Only those that were erased.</summary>
    public bool Erased { get; init; }
}
