namespace DiplomacyApi.PowerShell;

/// <summary>Which actors: one by its id or name, or those that fit.</summary>
public sealed record ActorQuery
{
    /// <summary>An id or a name; null: all that match.</summary>
    public string? Name { get; init; }

    /// <summary>Only of these types; empty: of all.</summary>
    public IReadOnlyList<ActorType> Types { get; init; } = [];

    /// <summary>Only those that belong to this body: an id or a name.</summary>
    public string? AffiliatedWith { get; init; }

    /// <summary>With AffiliatedWith: only those that speak for the body.</summary>
    public bool Speaking { get; init; }
}
