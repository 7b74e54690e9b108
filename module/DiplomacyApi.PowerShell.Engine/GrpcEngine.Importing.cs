using DiplomacyApi.PowerShell.Engine.Export;
using DiplomacyApi.PowerShell.Engine.Import;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>What is taken in from files and pipelines, and written out again.</summary>
public sealed partial class GrpcEngine
{
    public ImportSession OpenStatementImport(ImportSettings settings) => new StatementImport(_client, settings);

    public ImportSession OpenActorImport(ImportSettings settings) => new ActorImport(_client, settings);

    public IAsyncEnumerable<FileRow> ReadRowsAsync(string path, FileSettings settings, CancellationToken cancellationToken) => FileRows.ReadAsync(path, settings, cancellationToken);

    public IAsyncEnumerable<long> ExportAsync(string path, ExportSettings settings, CancellationToken cancellationToken) =>
        new Exporting(_client, _actors).WriteAsync(path, settings, cancellationToken);
}
