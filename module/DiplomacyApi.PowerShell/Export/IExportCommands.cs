namespace DiplomacyApi.PowerShell;

/// <summary>Writes statements and actors to files.</summary>
public interface IExportCommands
{
    /// <summary>Writes statements to a file, and reports their number as it grows.</summary>
    IAsyncEnumerable<long> ExportStatementsAsync(string path, ExportSettings settings, CancellationToken cancellationToken);

    /// <summary>Writes actors to a file, and returns its path.</summary>
    Task<string> ExportActorsAsync(string path, ActorQuery query, Clocks clocks, CancellationToken cancellationToken);
}
