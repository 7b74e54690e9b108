namespace DiplomacyApi.PowerShell;

/// <summary>The act of a statement; what is null was not given.</summary>
public abstract record ActDraft;

/// <summary>A demand, or one that is said again or takes the place of another.</summary>
public sealed record DemandDraft : ActDraft
{
    public string? Id { get; init; }
    public Words? Title { get; init; }
    public IReadOnlyList<ItemDraft>? Items { get; init; }
    public IReadOnlyList<string>? Targets { get; init; }
    public Force Force { get; init; }
    public RequiredForm RequiredForm { get; init; }
    public bool? ItemByItem { get; init; }
    public bool? InOwnName { get; init; }
    public string? Due { get; init; }
    public string? Restates { get; init; }
    public string? Replaces { get; init; }
    public bool? Again { get; init; }
    public string? Joins { get; init; }
}

/// <summary>An article of a demand; without words of its own it is called by its id.</summary>
public sealed record ItemDraft(string Id, Words? Title);

/// <summary>A promise to answer, or to do something.</summary>
public sealed record PromiseDraft(string? Demand, IReadOnlyList<string>? Items, Words? ToDo, string? Due, string? Restates) : ActDraft;

/// <summary>An answer to demands or to an invitation.</summary>
public sealed record ResponseDraft(IReadOnlyList<string>? Demands, string? Meeting, Disposition Position, IReadOnlyList<PositionDraft>? Items, bool? Complete) : ActDraft;

/// <summary>A position on one item.</summary>
public sealed record PositionDraft(string? Demand, string Item, Disposition Position, Words? Text);

/// <summary>The creditor's judgement of an answer or a performance.</summary>
public sealed record AssessmentDraft(string? Demand, IReadOnlyList<string>? Items, string? Promise, IReadOnlyList<string>? Debtors, Verdict Verdict, string? Due) : ActDraft;

/// <summary>That a promise was kept, a demand met, or a warning carried out.</summary>
public sealed record FulfillmentDraft(string? Subject, string? Demand, IReadOnlyList<string>? Items, bool? InPart) : ActDraft;

/// <summary>That the author takes something back: a demand, an invitation, or a statement.</summary>
public sealed record WithdrawalDraft(string? Demand, string? Meeting, string? Statement) : ActDraft;

/// <summary>A condition.</summary>
public sealed record ConditionDraft(IReadOnlyList<string>? Demands, ConditionUntil Until, Words? Title) : ActDraft;

/// <summary>A warning.</summary>
public sealed record WarningDraft(Words? Consequence, IReadOnlyList<string>? Demands, Words? DependsOn, bool? Hedged) : ActDraft;

/// <summary>A meeting's next phase.</summary>
public sealed record MeetingDraft : ActDraft
{
    public string? Id { get; init; }
    public MeetingPhase Phase { get; init; }
    public Words? Title { get; init; }
    public IReadOnlyList<string>? Invitees { get; init; }
    public IReadOnlyList<string>? Participants { get; init; }
    public Words? Place { get; init; }
    public string? Date { get; init; }
    public Words? Agenda { get; init; }
}

/// <summary>A step of the negotiation.</summary>
public sealed record NegotiationStepDraft(NegotiationStep Step) : ActDraft;

/// <summary>A remark.</summary>
public sealed record RemarkDraft(string? Subject, Stance Stance) : ActDraft;
