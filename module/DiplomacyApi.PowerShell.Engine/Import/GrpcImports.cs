using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>Imports into a server.</summary>
internal sealed class GrpcImports(DiplomacyClient client) : IImportCommands
{
    public ImportSession OpenStatementImport(ImportSettings settings) => new StatementImportSession(client, settings);

    public ImportSession OpenActorImport(ImportSettings settings) => new ActorImportSession(client, settings);

    public IAsyncEnumerable<FileRow> ReadRowsAsync(string path, FileSettings settings, CancellationToken cancellationToken) =>
        FileRowReader.ReadAsync(path, settings, cancellationToken);
}
