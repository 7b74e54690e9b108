using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Actors;

/// <summary>Actors of a server.</summary>
internal sealed class GrpcActors(DiplomacyClient client, ActorRows rows) : IActorCommands
{
    public IAsyncEnumerable<Actor> GetAsync(ActorQuery query, Clocks clocks, CancellationToken cancellationToken) => query.Name is { } name
        ? RowStreams.Single(async () =>
        {
            var resolved = await new ActorResolver(client).ResolveAsync(name, cancellationToken).ConfigureAwait(false);
            var answer = await client.Actors.GetActorAsync(new GetActorRequest { Name = resolved, At = clocks.ToReadAt() },
                cancellationToken: cancellationToken).ConfigureAwait(false);
            return await rows.ToRowAsync(answer.Actor, cancellationToken).ConfigureAwait(false);
        })
        : RowStreams.Prepared(
            () => ActorListRequest.CreateAsync(client, query, clocks, cancellationToken), request =>
                RowStreams.Mapped(client.Actors.AllAsync(request, cancellationToken), rows.ToRowAsync, cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<ActorCandidate>> ResolveAsync(
        string query, Clocks clocks,
        CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync<IReadOnlyList<ActorCandidate>>(async () =>
    {
        var answer = await client.Actors.ResolveActorAsync(
            new ResolveActorRequest { Query = query, At = clocks.ToReadAt() }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. answer.Candidates.Concat(answer.Suggestions).Select(ActorRows.ToRow)];
    });

    public Task<IReadOnlyList<Namesake>> FindNamesakesAsync(ActorDraft draft, string? actor, CancellationToken cancellationToken) =>
        ErrorTranslator.TranslateErrorsAsync(() => new ActorWriter(client, rows).FindNamesakesAsync(draft, actor, cancellationToken));

    public Task<IReadOnlyList<string>> FindLossesAsync(string actor, ActorDraft draft, CancellationToken cancellationToken) =>
        ErrorTranslator.TranslateErrorsAsync(() => new ActorWriter(client, rows).FindLossesAsync(actor, draft, cancellationToken));

    public Task<Actor> CreateAsync(ActorDraft draft, WriteOptions options, CancellationToken cancellationToken) =>
        ErrorTranslator.TranslateErrorsAsync(() => new ActorWriter(client, rows).CreateAsync(draft, options, cancellationToken));

    public Task<Actor> UpdateAsync(
        string actor, ActorDraft draft, string? etag, WriteOptions options, CancellationToken cancellationToken) =>
        ErrorTranslator.TranslateErrorsAsync(() => new ActorWriter(client, rows)
            .UpdateAsync(actor, draft, etag, options, cancellationToken));
}
