using System.Management.Automation;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>Imports actors, in whatever order they are in a batch.</summary>
internal sealed class ActorImportSession(DiplomacyClient client, ImportSettings settings) : GrpcImportSession<ActorItem>(client, settings)
{
    private readonly DiplomacyClient _client = client;

    protected override IEnumerable<(string Name, string Actor)> Brought(IReadOnlyList<ImportRow> rows)
    {
        foreach (var draft in rows.Select(row => row.Actor).OfType<ActorDraft>())
        {
            var id = draft.Id is { Length: > 0 } given
                ? ResourceNames.IdOf(given)
                : draft.Names is [var name, ..] ? ActorComposer.IdOf(name.Text) : "";
            if (id.Length == 0) continue;
            foreach (var known in (draft.Names ?? []).Concat(draft.Aliases ?? []).Select(text => text.Text).Append(id))
                yield return (known, $"actors/{id}");
        }
    }

    protected override async Task<ActorItem> ItemAsync(ImportRow row, CancellationToken token)
    {
        var request = row.Json is not null
            ? Parsed<CreateActorRequest>(row.Json)
            : await new ActorComposer(Names).RequestAsync(row.Actor!, row.Source, token).ConfigureAwait(false);
        request.RequestId = "";
        if (request.ActorId.Length == 0 && request.Actor?.DisplayNames.FirstOrDefault() is { } name)
            request.ActorId = ActorComposer.IdOf(name.Text);
        if (request.ActorId.Length == 0)
            throw new DiplomacyApiException("An Id is required: none can be made from the name.", "Required",
                ErrorCategory.InvalidArgument);
        return new ActorItem { Actor = request, Source = row.Source };
    }

    protected override IAsyncEnumerable<Diplomacy.V1.ImportAcknowledgement> Import(
        IAsyncEnumerable<IReadOnlyList<ActorItem>> batches, ImportOptions options, CancellationToken token) =>
        _client.ImportActorsAsync(batches, options, token);
}
