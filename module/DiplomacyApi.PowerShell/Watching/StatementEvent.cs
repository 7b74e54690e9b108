namespace DiplomacyApi.PowerShell;

/// <summary>That a statement was recorded, corrected or reported, and the statement as it stands after it.</summary>
public sealed class StatementEvent
{
    public StatementEventKind Kind { get; init; }
    public string StatementId { get; init; } = "";
    public string Said { get; init; } = "";
    public string Speaker { get; init; } = "";
    public string SpeakerId { get; init; } = "";
    public string To { get; init; } = "";
    public string Act { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Summary { get; init; } = "";
    public Attribution Attribution { get; init; }
    public string NegotiationId { get; init; } = "";
    public string Sources { get; init; } = "";
    public string Marking { get; init; } = "";

    /// <summary>Why it was corrected; empty where it was not.</summary>
    public string Correction { get; init; } = "";
    public bool Annulled { get; init; }

    /// <summary>Whether the statement counts after this; Annulled and Duplicate do not.</summary>
    public Standing Standing { get; init; }
    public string DuplicateOf { get; init; } = "";
    public long Revision { get; init; }
    public DateTimeOffset RecordTime { get; init; }
    public string Recorder { get; init; } = "";

    public override string ToString() => StatementId;
}
