namespace DiplomacyApi.PowerShell;

/// <summary>Opens imports, and reads files for them.</summary>
public interface IImportCommands
{
    /// <summary>
    /// An import of statements, and of the actors, negotiations, corrections and reports that an export contains beside them.
    /// </summary>
    ImportSession OpenStatementImport(ImportSettings settings);

    /// <summary>An import of actors.</summary>
    ImportSession OpenActorImport(ImportSettings settings);

    /// <summary>The rows of a file, as they are read.</summary>
    IAsyncEnumerable<FileRow> ReadRowsAsync(string path, FileSettings settings, CancellationToken cancellationToken);
}
