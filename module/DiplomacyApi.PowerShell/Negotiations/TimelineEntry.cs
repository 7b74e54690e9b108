namespace DiplomacyApi.PowerShell;

/// <summary>A statement on a timeline, with what it did.</summary>
public sealed class TimelineEntry
{
    public string Said { get; init; } = "";
    public DateTimeOffset Seen { get; init; }
    public string Speaker { get; init; } = "";
    public string SpeakerId { get; init; } = "";
    public string Act { get; init; } = "";
    public string Summary { get; init; } = "";
    public Attribution Attribution { get; init; }
    public string Effects { get; init; } = "";
    public string WithoutEffect { get; init; } = "";
    public bool Denied { get; init; }
    public bool Confirmed { get; init; }
    public string StatementId { get; init; } = "";
    public string NegotiationId { get; init; } = "";
    public string Sources { get; init; } = "";
    public string Marking { get; init; } = "";
}
