namespace DiplomacyApi.PowerShell;

/// <summary>Actors.</summary>
public partial interface IEngine
{
    IAsyncEnumerable<Actor> GetActorsAsync(ActorQuery query, Clocks clocks, CancellationToken cancellationToken);

    Task<IReadOnlyList<ActorCandidate>> ResolveActorAsync(string query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>Who else has the names of a draft, whole or as words. Without the actor itself, if it is there already.</summary>
    Task<IReadOnlyList<Namesake>> NamesakesAsync(ActorDraft draft, string? actor, CancellationToken cancellationToken);

    /// <summary>What an actor would no longer have, in words.</summary>
    Task<IReadOnlyList<string>> LossesAsync(string actor, ActorDraft draft, CancellationToken cancellationToken);

    /// <summary>Writes actors to a file, and returns its path.</summary>
    Task<string> ExportActorsAsync(string path, ActorQuery query, Clocks clocks, CancellationToken cancellationToken);
}

/// <summary>Somebody who has a name, or a word of it, that is given to another.</summary>
public sealed record Namesake(string Typed, string ActorId, string Name, bool IsWhole);

/// <summary>Which actors: one by its id or name, or those that fit.</summary>
public sealed record ActorQuery
{
    public string? Name { get; init; }
    public IReadOnlyList<ActorType> Types { get; init; } = [];
    public string? AffiliatedWith { get; init; }
    public bool Speaking { get; init; }
}
