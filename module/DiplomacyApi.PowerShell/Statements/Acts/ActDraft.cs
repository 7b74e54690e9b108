namespace DiplomacyApi.PowerShell;

/// <summary>The act of a statement; what is null was not given.</summary>
public abstract record ActDraft;

/// <summary>A demand, or one that is said again or takes the place of another.</summary>
public sealed record DemandDraft : ActDraft
{
    /// <summary>The id; null: made of the title.</summary>
    public string? Id { get; init; }

    /// <summary>What it is called.</summary>
    public Words? Title { get; init; }

    /// <summary>Its items.</summary>
    public IReadOnlyList<ItemDraft>? Items { get; init; }

    /// <summary>Who owes an answer; null: the addressees.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>How hard it is pressed; None: not given.</summary>
    public Force Force { get; init; }

    /// <summary>The form in which an answer is asked for; None: not given.</summary>
    public RequiredForm RequiredForm { get; init; }

    /// <summary>Whether each item must be answered by itself.</summary>
    public bool? ItemByItem { get; init; }

    /// <summary>Whether each debtor must answer in its own name.</summary>
    public bool? InOwnName { get; init; }

    /// <summary>The due date; empty: none.</summary>
    public string? Due { get; init; }

    /// <summary>The demand that is said again.</summary>
    public string? Restates { get; init; }

    /// <summary>The demand that it replaces.</summary>
    public string? Replaces { get; init; }

    /// <summary>Whether to ask again for what is no longer owed.</summary>
    public bool? Again { get; init; }

    /// <summary>The demand that the speaker joins.</summary>
    public string? Joins { get; init; }
}

/// <summary>An article of a demand; without words of its own it is called by its id.</summary>
public sealed record ItemDraft(string Id, Words? Title);

/// <summary>A promise to answer, or to do something.</summary>
public sealed record PromiseDraft(string? Demand, IReadOnlyList<string>? Items, Words? ToDo, string? Due, string? Restates) : ActDraft;

/// <summary>An answer to demands or to an invitation.</summary>
public sealed record ResponseDraft(
    IReadOnlyList<string>? Demands, string? Meeting, Disposition Position, IReadOnlyList<PositionDraft>? Items, bool? Complete) : ActDraft;

/// <summary>A position on one item.</summary>
public sealed record PositionDraft(string? Demand, string Item, Disposition Position, Words? Text);

/// <summary>The creditor's judgement of an answer or a performance.</summary>
public sealed record AssessmentDraft(
    string? Demand, IReadOnlyList<string>? Items, string? Promise, IReadOnlyList<string>? Debtors, Verdict Verdict, string? Due) : ActDraft;

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
    /// <summary>The id; null: made of title and date.</summary>
    public string? Id { get; init; }

    /// <summary>Its next phase; None: not given.</summary>
    public MeetingPhase Phase { get; init; }

    /// <summary>What it is called.</summary>
    public Words? Title { get; init; }

    /// <summary>Who is invited.</summary>
    public IReadOnlyList<string>? Invitees { get; init; }

    /// <summary>Who takes part.</summary>
    public IReadOnlyList<string>? Participants { get; init; }

    /// <summary>Where it is held.</summary>
    public Words? Place { get; init; }

    /// <summary>When it is held; empty: not known.</summary>
    public string? Date { get; init; }

    /// <summary>What it is about.</summary>
    public Words? Agenda { get; init; }
}

/// <summary>A step of the negotiation.</summary>
public sealed record NegotiationStepDraft(NegotiationStep Step) : ActDraft;

/// <summary>A remark.</summary>
public sealed record RemarkDraft(string? Subject, Stance Stance) : ActDraft;
