namespace DiplomacyApi.PowerShell;

/// <summary>An actor as parameters give it; what is null was not given.</summary>
public sealed record ActorDraft
{
    /// <summary>The id; null: made of the name.</summary>
    public string? Id { get; init; }

    /// <summary>What kind of actor it is; None: not given.</summary>
    public ActorType Type { get; init; }

    /// <summary>The names, the usual one first.</summary>
    public IReadOnlyList<TextDraft>? Names { get; init; }

    /// <summary>Other names.</summary>
    public IReadOnlyList<TextDraft>? Aliases { get; init; }

    /// <summary>The ids in other systems, by the name of the system.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? ExternalIds { get; init; }

    /// <summary>The bodies it belongs to; they replace those that are known.</summary>
    public IReadOnlyList<AffiliationDraft>? Affiliations { get; init; }

    /// <summary>Aliases to add.</summary>
    public IReadOnlyList<TextDraft> AddAliases { get; init; } = [];

    /// <summary>Aliases to remove.</summary>
    public IReadOnlyList<string> RemoveAliases { get; init; } = [];

    /// <summary>Affiliations to add.</summary>
    public IReadOnlyList<AffiliationDraft> AddAffiliations { get; init; } = [];

    /// <summary>Affiliations to remove.</summary>
    public IReadOnlyList<AffiliationDraft> RemoveAffiliations { get; init; } = [];

    /// <summary>The actor to use instead; empty: none.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Where this comes from.</summary>
    public string? Source { get; init; }
}

/// <summary>A text in a language; empty where it is not stated.</summary>
public sealed record TextDraft(string Text, string Language);

/// <summary>That an actor belongs to a body, from when to when, and whether it speaks for it.</summary>
public sealed record AffiliationDraft(string Body, Words? Role, string? Start, string? End, bool SpeaksFor);

/// <summary>A negotiation as parameters give it.</summary>
public sealed record NegotiationDraft(
    string? Id, Words? Title, IReadOnlyList<string>? Parties, Words? Description, string? Language, string? Marking);
