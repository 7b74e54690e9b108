namespace DiplomacyApi.PowerShell;

/// <summary>A statement as a cmdlet's parameters give it: ids or names, and dates as text. What is null is taken from SameAs, if given.</summary>
public sealed record StatementDraft
{
    public string? Id { get; init; }
    public string? Summary { get; init; }
    public string? By { get; init; }
    public IReadOnlyList<string> To { get; init; } = [];
    public IReadOnlyList<string> OnBehalfOf { get; init; } = [];
    public string? ToldBy { get; init; }
    public string? Said { get; init; }
    public Form Form { get; init; }
    public Release Release { get; init; }
    public Attribution Attribution { get; init; }
    public string? Negotiation { get; init; }
    public string? Quote { get; init; }
    public string? Outlet { get; init; }
    public string? Url { get; init; }
    public string? Published { get; init; }
    public string? Language { get; init; }
    public string? Marking { get; init; }
    public string? InReplyTo { get; init; }
    public string? SameAs { get; init; }
    public required ActDraft Act { get; init; }
}

/// <summary>The act of a statement.</summary>
public abstract record ActDraft;

/// <summary>A demand, or one that is said again or takes the place of another.</summary>
public sealed record DemandDraft(string? Id, string? Title, IReadOnlyDictionary<string, string> Items, IReadOnlyList<string> Targets, Force Force,
    RequiredForm RequiredForm, bool ItemByItem, bool InOwnName, string? Due, string? Restates, string? Replaces) : ActDraft;

/// <summary>A promise to answer, or to do something.</summary>
public sealed record PromiseDraft(string? Demand, IReadOnlyList<string> Items, string? ToDo, string? Due) : ActDraft;

/// <summary>An answer to demands or to an invitation.</summary>
public sealed record ResponseDraft(IReadOnlyList<string> Demands, string? Meeting, Disposition Position, IReadOnlyDictionary<string, Disposition> Items, bool Complete) : ActDraft;

/// <summary>A condition.</summary>
public sealed record ConditionDraft(IReadOnlyList<string> Demands, ConditionUntil Until) : ActDraft;

/// <summary>A remark.</summary>
public sealed record RemarkDraft(string? Subject, Stance Stance) : ActDraft;
