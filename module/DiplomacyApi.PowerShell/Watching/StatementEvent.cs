namespace DiplomacyApi.PowerShell;

/// <summary>That a statement was recorded, corrected or reported, and the statement as it stands after it.</summary>
public sealed class StatementEvent
{
    /// <summary>What happened.</summary>
    public StatementEventKind Kind { get; init; }

    /// <inheritdoc cref="Statement.StatementId"/>
    public string StatementId { get; init; } = "";

    /// <inheritdoc cref="Statement.Said"/>
    public string Said { get; init; } = "";

    /// <inheritdoc cref="Statement.Speaker"/>
    public string Speaker { get; init; } = "";

    /// <inheritdoc cref="Statement.SpeakerId"/>
    public string SpeakerId { get; init; } = "";

    /// <inheritdoc cref="Statement.To"/>
    public string To { get; init; } = "";

    /// <inheritdoc cref="Statement.Act"/>
    public string Act { get; init; } = "";

    /// <inheritdoc cref="Statement.Subject"/>
    public string Subject { get; init; } = "";

    /// <inheritdoc cref="Statement.Summary"/>
    public string Summary { get; init; } = "";

    /// <inheritdoc cref="Statement.Attribution"/>
    public Attribution Attribution { get; init; }

    /// <inheritdoc cref="Statement.NegotiationId"/>
    public string NegotiationId { get; init; } = "";

    /// <inheritdoc cref="Statement.Sources"/>
    public string Sources { get; init; } = "";

    /// <inheritdoc cref="Statement.Marking"/>
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
