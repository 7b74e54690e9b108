namespace DiplomacyApi.PowerShell;

/// <summary>
/// A statement as parameters give it: ids or names, and dates as text. What is null was not given: it is taken from the statement that it
/// begins with (an earlier one, or the one that is edited), and left empty where there is none. What is empty empties it.
/// </summary>
public sealed record StatementDraft
{
    public string? Id { get; init; }
    public Words? Summary { get; init; }
    public string? By { get; init; }
    public IReadOnlyList<string>? To { get; init; }
    public IReadOnlyList<string>? OnBehalfOf { get; init; }
    public string? ToldBy { get; init; }
    public IReadOnlyList<string>? Through { get; init; }
    public string? Said { get; init; }
    public Form Form { get; init; }
    public Release Release { get; init; }
    public Attribution Attribution { get; init; }
    public string? Negotiation { get; init; }
    public Words? Quote { get; init; }
    public IReadOnlyList<ReportDraft>? Reports { get; init; }
    public string? Language { get; init; }
    public string? Marking { get; init; }
    public string? InReplyTo { get; init; }
    public string? SameAs { get; init; }

    /// <summary>What is done by saying it. Null: as it is in the statement that is edited.</summary>
    public ActDraft? Act { get; init; }

    /// <summary>Who says what to whom, for the question whether to record it.</summary>
    public override string ToString()
    {
        var who = By ?? (SameAs is null ? "" : $"as {SameAs}");
        return $"{who}{(To is { Count: > 0 } ? $" to {string.Join(", ", To)}" : "")}{(Said is null ? "" : $", {Said}")}: {Summary}".TrimStart(' ', ',', ':');
    }
}

/// <summary>One outlet's report.</summary>
public sealed record ReportDraft
{
    public string? Outlet { get; init; }
    public string? Url { get; init; }
    public string? Published { get; init; }
    public string? Language { get; init; }
    public string? Title { get; init; }
    public string? Reliability { get; init; }
    public int Credibility { get; init; }
    public string? ContentHash { get; init; }
}
