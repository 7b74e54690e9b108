namespace DiplomacyApi.PowerShell;

/// <summary>Reads and writes actors.</summary>
public interface IActorCommands
{
    /// <summary>The actors that match.</summary>
    IAsyncEnumerable<Actor> GetAsync(ActorQuery query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>Who may be meant by a name, the best match first.</summary>
    Task<IReadOnlyList<ActorCandidate>> ResolveAsync(string query, Clocks clocks, CancellationToken cancellationToken);

    /// <summary>The other actors that have a name of the draft, whole or as a word of theirs.</summary>
    Task<IReadOnlyList<Namesake>> FindNamesakesAsync(ActorDraft draft, string? actor, CancellationToken cancellationToken);

    /// <summary>What an actor would no longer have if the draft replaced its lists, in words.</summary>
    Task<IReadOnlyList<string>> FindLossesAsync(string actor, ActorDraft draft, CancellationToken cancellationToken);

    /// <summary>Creates an actor.</summary>
    Task<Actor> CreateAsync(ActorDraft draft, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Changes what the draft gives. If an etag is given, it must be the present one.</summary>
    Task<Actor> UpdateAsync(string actor, ActorDraft draft, string? etag, WriteOptions options, CancellationToken cancellationToken);
}
