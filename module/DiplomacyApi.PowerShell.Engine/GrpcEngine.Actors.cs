using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Actors.</summary>
public sealed partial class GrpcEngine
{
    public IAsyncEnumerable<Actor> GetActorsAsync(string? name, Clocks clocks, CancellationToken cancellationToken) => name is null
        ? Mapped(_client.Actors.AllAsync(new ListActorsRequest { PageSize = PageSize, At = clocks.ToReadAt() }, cancellationToken), _rows.OfAsync, cancellationToken)
        : One(async () =>
        {
            var resolved = await _actors.ResolveAsync(name, cancellationToken).ConfigureAwait(false);
            var answer = await _client.Actors.GetActorAsync(new GetActorRequest { Name = resolved, At = clocks.ToReadAt() }, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await _rows.OfAsync(answer.Actor, cancellationToken).ConfigureAwait(false);
        });

    public Task<IReadOnlyList<ActorCandidate>> ResolveActorAsync(string query, Clocks clocks, CancellationToken cancellationToken) => Failures.Told<IReadOnlyList<ActorCandidate>>(async () =>
    {
        var answer = await _client.Actors.ResolveActorAsync(new ResolveActorRequest { Query = query, At = clocks.ToReadAt() }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. answer.Candidates.Select(Rows.Of)];
    });
}
