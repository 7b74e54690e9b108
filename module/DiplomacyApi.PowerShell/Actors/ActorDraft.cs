namespace DiplomacyApi.PowerShell;

/// <summary>An actor as parameters give it; what is null was not given.</summary>
public sealed record ActorDraft
{
    public string? Id { get; init; }
    public ActorType Type { get; init; }
    public IReadOnlyList<TextDraft>? Names { get; init; }
    public IReadOnlyList<TextDraft>? Aliases { get; init; }
    public IReadOnlyList<KeyValuePair<string, string>>? ExternalIds { get; init; }
    public IReadOnlyList<AffiliationDraft>? Affiliations { get; init; }
    public IReadOnlyList<TextDraft> AddAliases { get; init; } = [];
    public IReadOnlyList<string> RemoveAliases { get; init; } = [];
    public IReadOnlyList<AffiliationDraft> AddAffiliations { get; init; } = [];
    public IReadOnlyList<AffiliationDraft> RemoveAffiliations { get; init; } = [];
    public string? ReplacedBy { get; init; }
    public string? Source { get; init; }
}

/// <summary>A text in a language; empty where it is not stated.</summary>
public sealed record TextDraft(string Text, string Language);

/// <summary>That an actor belongs to a body, from when to when, and whether it speaks for it.</summary>
public sealed record AffiliationDraft(string Body, Words? Role, string? Start, string? End, bool SpeaksFor);

/// <summary>A negotiation as parameters give it.</summary>
public sealed record NegotiationDraft(string? Id, Words? Title, IReadOnlyList<string>? Parties, Words? Description, string? Language, string? Marking);
