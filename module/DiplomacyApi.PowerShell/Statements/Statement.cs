namespace DiplomacyApi.PowerShell;

/// <summary>One speech act.</summary>
public sealed class Statement
{
    public string StatementId { get; init; } = "";
    public string Said { get; init; } = "";
    public string Speaker { get; init; } = "";
    public string SpeakerId { get; init; } = "";
    public string To { get; init; } = "";
    public string Through { get; init; } = "";
    public string Act { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Summary { get; init; } = "";
    public string Quote { get; init; } = "";
    public Form Form { get; init; }
    public Release Release { get; init; }
    public Attribution Attribution { get; init; }
    public string NegotiationId { get; init; } = "";
    public string Sources { get; init; } = "";
    public string Marking { get; init; } = "";

    /// <summary>Whether it counts; Annulled and Duplicate do not.</summary>
    public Standing Standing { get; init; }

    /// <summary>Of a duplicate, the statement that it counts as.</summary>
    public string DuplicateOf { get; init; } = "";
    public string CorrectedBy { get; init; } = "";
    public long Revision { get; init; }
    public DateTimeOffset RecordTime { get; init; }
    public string Recorder { get; init; } = "";

    public override string ToString() => StatementId;
}
