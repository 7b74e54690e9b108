using System.Management.Automation;
using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Imports actors, in whatever order they are in a batch.</summary>
internal sealed class ActorImport(DiplomacyClient client, ImportSettings settings) : Importing<ActorItem>(client, settings)
{
    private readonly DiplomacyClient _client = client;
    private readonly bool _isDryRun = settings.IsDryRun;
    private ImportStream<ImportActorsRequest, ImportActorsResponse>? _stream;

    public override void Dispose() => _stream?.Dispose();

    protected override IEnumerable<(string Name, string Actor)> Brought(IReadOnlyList<ImportRow> rows)
    {
        foreach (var draft in rows.Select(row => row.Actor).OfType<ActorDraft>())
        {
            var id = draft.Id is { Length: > 0 } given ? Ids.Bare(given) : draft.Names is [var name, ..] ? ActorComposer.IdOf(name.Text) : "";
            if (id.Length == 0) continue;
            foreach (var known in (draft.Names ?? []).Concat(draft.Aliases ?? []).Select(text => text.Text).Append(id)) yield return (known, $"actors/{id}");
        }
    }

    protected override async Task<ActorItem> ItemAsync(ImportRow row, CancellationToken token)
    {
        var request = row.Json is not null ? Parsed<CreateActorRequest>(row.Json) : await new ActorComposer(Names).RequestAsync(row.Actor!, row.Source, token).ConfigureAwait(false);
        request.RequestId = "";
        if (request.ActorId.Length == 0 && request.Actor?.DisplayNames.FirstOrDefault() is { } name) request.ActorId = ActorComposer.IdOf(name.Text);
        if (request.ActorId.Length == 0)
            throw new DiplomacyApiException("It needs an Id: none can be made of its name.", "Required", ErrorCategory.InvalidArgument);
        return new ActorItem { Actor = request, Source = row.Source };
    }

    protected override Task<Diplomacy.V1.ImportAcknowledgement> AcknowledgedAsync(IReadOnlyList<ActorItem> items, CancellationToken token)
    {
        _stream ??= new(options => _client.Actors.ImportActors(options), new ImportActorsRequest { Options = Options }, answer => answer.Acknowledgement, _client.Options.Timeout, _isDryRun);
        return _stream.SendAsync(number => new ImportActorsRequest { Batch = new ActorBatch { Number = number, Items = { items } } }, token);
    }
}
