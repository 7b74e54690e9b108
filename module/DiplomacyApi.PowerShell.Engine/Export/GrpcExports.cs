using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Calls;

namespace DiplomacyApi.PowerShell.Engine.Export;

/// <summary>Exports from a server.</summary>
internal sealed class GrpcExports(DiplomacyClient client) : IExportCommands
{
    public IAsyncEnumerable<long> ExportStatementsAsync(string path, ExportSettings settings, CancellationToken cancellationToken) =>
        new StatementExport(client).WriteAsync(path, settings, cancellationToken);

    public Task<string> ExportActorsAsync(
        string path, ActorQuery query, Clocks clocks,
        CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        var actors = new List<Diplomacy.V1.Actor>();
        await foreach (var actor in client.Actors.AllAsync(
                await ActorListRequest.CreateAsync(client, query, clocks, cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false))
            actors.Add(actor);
        await ActorExport.WriteAsync(path, actors, cancellationToken).ConfigureAwait(false);
        return path;
    });
}
