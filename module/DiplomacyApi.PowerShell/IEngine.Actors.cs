namespace DiplomacyApi.PowerShell;

/// <summary>Actors.</summary>
public partial interface IEngine
{
    IAsyncEnumerable<Actor> GetActorsAsync(string? name, Clocks clocks, CancellationToken cancellationToken);

    Task<IReadOnlyList<ActorCandidate>> ResolveActorAsync(string query, Clocks clocks, CancellationToken cancellationToken);
}
