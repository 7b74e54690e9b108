using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Connections;
using DiplomacyApi.PowerShell.Engine.Export;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Actors.</summary>
public sealed partial class GrpcEngine
{
    public IAsyncEnumerable<Actor> GetActorsAsync(ActorQuery query, Clocks clocks, CancellationToken cancellationToken) => query.Name is { } name
        ? One(async () =>
        {
            var resolved = await _actors.ResolveAsync(name, cancellationToken).ConfigureAwait(false);
            var answer = await _client.Actors.GetActorAsync(new GetActorRequest { Name = resolved, At = clocks.ToReadAt() }, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await _rows.OfAsync(answer.Actor, cancellationToken).ConfigureAwait(false);
        })
        : After(() => ListedAsync(query, clocks, cancellationToken), request => Mapped(_client.Actors.AllAsync(request, cancellationToken), _rows.OfAsync, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ActorCandidate>> ResolveActorAsync(string query, Clocks clocks, CancellationToken cancellationToken) => Failures.Told<IReadOnlyList<ActorCandidate>>(async () =>
    {
        var answer = await _client.Actors.ResolveActorAsync(new ResolveActorRequest { Query = query, At = clocks.ToReadAt() }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. answer.Candidates.Concat(answer.Suggestions).Select(Rows.Of)];
    });

    public Task<IReadOnlyList<Namesake>> NamesakesAsync(ActorDraft draft, string? actor, CancellationToken cancellationToken) => Failures.Told(() => new Registry(_client, _rows).NamesakesAsync(draft, actor, cancellationToken));

    public Task<IReadOnlyList<string>> LossesAsync(string actor, ActorDraft draft, CancellationToken cancellationToken) => Failures.Told(() => new Registry(_client, _rows).LossesAsync(actor, draft, cancellationToken));

    public Task<string> ExportActorsAsync(string path, ActorQuery query, Clocks clocks, CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var actors = new List<Diplomacy.V1.Actor>();
        await foreach (var actor in _client.Actors.AllAsync(await ListedAsync(query, clocks, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)) actors.Add(actor);
        await ActorExport.WriteAsync(path, actors, cancellationToken).ConfigureAwait(false);
        return path;
    });

    private async Task<ListActorsRequest> ListedAsync(ActorQuery query, Clocks clocks, CancellationToken cancellationToken) => new()
    {
        PageSize = PageSize,
        At = clocks.ToReadAt(),
        Filter = new ActorFilter
        {
            Types_ = { query.Types.Select(type => Mapping.From<Diplomacy.V1.ActorType>(type)) },
            AffiliatedWith = await _actors.ResolveOptionalAsync(query.AffiliatedWith, cancellationToken).ConfigureAwait(false) ?? "",
            Speaking = query.Speaking,
        },
    };
}
