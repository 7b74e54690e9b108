namespace DiplomacyApi.PowerShell;

/// <summary>That a statement was recorded, corrected or reported, and the statement as it stands after it.</summary>
public sealed class StatementEvent
{
    /// <summary>What happened.</summary>
    public StatementEventKind Kind { get; init; }

    /// <summary>The id of the statement.</summary>
    public string StatementId { get; init; } = "";

    /// <summary>When it was said, as a partial date: 2022-01-18, 2021-12.</summary>
    public string Said { get; init; } = "";

    /// <summary>Who said it, by name.</summary>
    public string Speaker { get; init; } = "";

    /// <summary>Who said it, by id.</summary>
    public string SpeakerId { get; init; } = "";

    /// <summary>To whom it was said, by name; several are separated by commas.</summary>
    public string To { get; init; } = "";

    /// <summary>The act that it carries.</summary>
    public string Act { get; init; } = "";

    /// <summary>The ids of what the act is about, separated by commas.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What was said, in the words of whoever recorded it.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Who vouches for it.</summary>
    public Attribution Attribution { get; init; }

    /// <summary>The id of its negotiation; empty if it has none.</summary>
    public string NegotiationId { get; init; } = "";

    /// <summary>Where it was reported: outlet, date and address of each report, separated by semicolons.</summary>
    public string Sources { get; init; } = "";

    /// <summary>The handling marking; empty if there is none.</summary>
    public string Marking { get; init; } = "";

    /// <summary>Why it was corrected; empty where it was not.</summary>
    public string Correction { get; init; } = "";

    /// <summary>Whether the statement was annulled.</summary>
    public bool Annulled { get; init; }

    /// <summary>Whether the statement counts after this; Annulled and Duplicate do not.</summary>
    public Standing Standing { get; init; }

    /// <summary>The id of the statement that it counts as; empty if it is not a duplicate.</summary>
    public string DuplicateOf { get; init; } = "";

    /// <summary>The revision of the log at which it happened.</summary>
    public long Revision { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTimeOffset RecordTime { get; init; }

    /// <summary>Who recorded what happened.</summary>
    public string Recorder { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => StatementId;
}
