namespace DiplomacyApi.PowerShell;

/// <summary>A statement on a timeline, with what it did.</summary>
public sealed class TimelineEntry
{
    /// <inheritdoc cref="Statement.Said"/>
    public string Said { get; init; } = "";

    /// <summary>When it counts from, in UTC.</summary>
    public DateTimeOffset Seen { get; init; }

    /// <inheritdoc cref="Statement.Speaker"/>
    public string Speaker { get; init; } = "";

    /// <inheritdoc cref="Statement.SpeakerId"/>
    public string SpeakerId { get; init; } = "";

    /// <inheritdoc cref="Statement.Act"/>
    public string Act { get; init; } = "";

    /// <inheritdoc cref="Statement.Summary"/>
    public string Summary { get; init; } = "";

    /// <inheritdoc cref="Statement.Attribution"/>
    public Attribution Attribution { get; init; }

    /// <summary>What it did, in sentences separated by semicolons.</summary>
    public string Effects { get; init; } = "";

    /// <summary>Why it has no effect, in a sentence; empty if it has one.</summary>
    public string WithoutEffect { get; init; } = "";

    /// <summary>Whether it was denied.</summary>
    public bool Denied { get; init; }

    /// <summary>Whether it was confirmed.</summary>
    public bool Confirmed { get; init; }

    /// <inheritdoc cref="Statement.StatementId"/>
    public string StatementId { get; init; } = "";

    /// <inheritdoc cref="Statement.NegotiationId"/>
    public string NegotiationId { get; init; } = "";

    /// <inheritdoc cref="Statement.Sources"/>
    public string Sources { get; init; } = "";

    /// <inheritdoc cref="Statement.Marking"/>
    public string Marking { get; init; } = "";
}
