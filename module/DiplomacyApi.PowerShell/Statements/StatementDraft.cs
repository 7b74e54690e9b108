namespace DiplomacyApi.PowerShell;

/// <summary>
/// A statement as parameters give it: ids or names, and dates as text. What is null was not given: it is taken from the statement that it
/// begins with (an earlier one, or the one that is edited), and left empty where there is none. What is empty empties it.
/// </summary>
public sealed record StatementDraft
{
    /// <summary>The id; null: made of speaker, act and day.</summary>
    public string? Id { get; init; }

    /// <summary>What was said, in own words.</summary>
    public Words? Summary { get; init; }

    /// <summary>Who says it.</summary>
    public string? By { get; init; }

    /// <summary>To whom.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>On whose behalf.</summary>
    public IReadOnlyList<string>? OnBehalfOf { get; init; }

    /// <summary>Who reported it, if not the own side of the speaker.</summary>
    public string? ToldBy { get; init; }

    /// <summary>The mediators.</summary>
    public IReadOnlyList<string>? Through { get; init; }

    /// <summary>When it was said.</summary>
    public string? Said { get; init; }

    /// <summary>Spoken or written; None: not given.</summary>
    public Form Form { get; init; }

    /// <summary>How it became known; None: not given.</summary>
    public Release Release { get; init; }

    /// <summary>Who vouches for it; None: not given.</summary>
    public Attribution Attribution { get; init; }

    /// <summary>The negotiation it belongs to.</summary>
    public string? Negotiation { get; init; }

    /// <summary>A short quotation.</summary>
    public Words? Quote { get; init; }

    /// <summary>The reports of it; they replace those that are there.</summary>
    public IReadOnlyList<ReportDraft>? Reports { get; init; }

    /// <summary>The language of the words.</summary>
    public string? Language { get; init; }

    /// <summary>The handling marking.</summary>
    public string? Marking { get; init; }

    /// <summary>The statement that it replies to.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>An earlier statement, of which what is not given is copied.</summary>
    public string? SameAs { get; init; }

    /// <summary>What is done by saying it. Null: as it is in the statement that is edited.</summary>
    public ActDraft? Act { get; init; }

    /// <summary>Who says what to whom, for the question whether to record it.</summary>
    public override string ToString()
    {
        var who = By ?? (SameAs is null ? "" : $"as {SameAs}");
        var to = To is { Count: > 0 } ? $" to {string.Join(", ", To)}" : "";
        return $"{who}{to}{(Said is null ? "" : $", {Said}")}: {Summary}".TrimStart(' ', ',', ':');
    }
}

/// <summary>One outlet's report.</summary>
public sealed record ReportDraft
{
    /// <summary>The outlet: an id, or a plain name.</summary>
    public string? Outlet { get; init; }

    /// <summary>Where it can be read.</summary>
    public string? Url { get; init; }

    /// <summary>When it was published.</summary>
    public string? Published { get; init; }

    /// <summary>The language of the report.</summary>
    public string? Language { get; init; }

    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>How reliable the source is, A to F.</summary>
    public string? Reliability { get; init; }

    /// <summary>How credible the report is, 1 to 6; 0: not given.</summary>
    public int Credibility { get; init; }

    /// <summary>The SHA-256 of what was read, in hexadecimal digits.</summary>
    public string? ContentHash { get; init; }
}
