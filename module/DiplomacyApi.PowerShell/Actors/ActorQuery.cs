namespace DiplomacyApi.PowerShell;

/// <summary>Which actors: one by its id or name, or those that fit.</summary>
public sealed record ActorQuery
{
    public string? Name { get; init; }
    public IReadOnlyList<ActorType> Types { get; init; } = [];
    public string? AffiliatedWith { get; init; }
    public bool Speaking { get; init; }
}
