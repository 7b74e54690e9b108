namespace DiplomacyApi.PowerShell;

/// <summary>A statement on a timeline, with what it did.</summary>
public sealed class TimelineEntry
{
    /// <summary>When it was said, as a partial date: 2022-01-18, 2021-12.</summary>
    public string Said { get; init; } = "";

    /// <summary>When it counts from, in UTC.</summary>
    public DateTimeOffset Seen { get; init; }

    /// <summary>Who said it, by name.</summary>
    public string Speaker { get; init; } = "";

    /// <summary>Who said it, by id.</summary>
    public string SpeakerId { get; init; } = "";

    /// <summary>The act that it carries.</summary>
    public string Act { get; init; } = "";

    /// <summary>What was said, in the words of whoever recorded it.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Who vouches for it.</summary>
    public Attribution Attribution { get; init; }

    /// <summary>What it did, in sentences separated by semicolons.</summary>
    public string Effects { get; init; } = "";

    /// <summary>Why it has no effect, in a sentence; empty if it has one.</summary>
    public string WithoutEffect { get; init; } = "";

    /// <summary>Whether it was denied.</summary>
    public bool Denied { get; init; }

    /// <summary>Whether it was confirmed.</summary>
    public bool Confirmed { get; init; }

    /// <summary>The id of the statement.</summary>
    public string StatementId { get; init; } = "";

    /// <summary>The id of its negotiation; empty if it has none.</summary>
    public string NegotiationId { get; init; } = "";

    /// <summary>Where it was reported: outlet, date and address of each report, separated by semicolons.</summary>
    public string Sources { get; init; } = "";

    /// <summary>The handling marking; empty if there is none.</summary>
    public string Marking { get; init; } = "";
}
