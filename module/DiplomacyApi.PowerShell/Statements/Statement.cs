namespace DiplomacyApi.PowerShell;

/// <summary>One speech act.</summary>
public sealed class Statement
{
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

    /// <summary>The mediators who carried it, by name; several are separated by commas.</summary>
    public string Through { get; init; } = "";

    /// <summary>The act that it carries.</summary>
    public string Act { get; init; } = "";

    /// <summary>The ids of what the act is about, separated by commas.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What was said, in the words of whoever recorded it.</summary>
    public string Summary { get; init; } = "";

    /// <summary>A short quotation; empty if there is none.</summary>
    public string Quote { get; init; } = "";

    /// <summary>Spoken or written.</summary>
    public Form Form { get; init; }

    /// <summary>How it became known.</summary>
    public Release Release { get; init; }

    /// <summary>Who vouches for it.</summary>
    public Attribution Attribution { get; init; }

    /// <summary>The id of its negotiation; empty if it has none.</summary>
    public string NegotiationId { get; init; } = "";

    /// <summary>Where it was reported: outlet, date and address of each report, separated by semicolons.</summary>
    public string Sources { get; init; } = "";

    /// <summary>The handling marking; empty if there is none.</summary>
    public string Marking { get; init; } = "";

    /// <summary>Whether it counts; Annulled and Duplicate do not.</summary>
    public Standing Standing { get; init; }

    /// <summary>Of a duplicate, the statement that it counts as.</summary>
    public string DuplicateOf { get; init; } = "";

    /// <summary>The id of the correction that counts now; empty if it was not corrected.</summary>
    public string CorrectedBy { get; init; } = "";

    /// <summary>The revision of the log at which it was recorded, from 1.</summary>
    public long Revision { get; init; }

    /// <summary>When it was recorded, in UTC.</summary>
    public DateTimeOffset RecordTime { get; init; }

    /// <summary>Who recorded it.</summary>
    public string Recorder { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => StatementId;
}
