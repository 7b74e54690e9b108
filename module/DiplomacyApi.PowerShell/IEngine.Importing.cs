namespace DiplomacyApi.PowerShell;

/// <summary>What is taken in from files and pipelines, and written out again.</summary>
public partial interface IEngine
{
    /// <summary>An import of statements: and of the actors, negotiations, corrections and reports that an export has beside them.</summary>
    ImportSession OpenStatementImport(ImportSettings settings);

    ImportSession OpenActorImport(ImportSettings settings);

    /// <summary>A file's rows, as they are read.</summary>
    IAsyncEnumerable<FileRow> ReadRowsAsync(string path, FileSettings settings, CancellationToken cancellationToken);

    /// <summary>Writes statements to a file, and tells how many as it goes.</summary>
    IAsyncEnumerable<long> ExportAsync(string path, ExportSettings settings, CancellationToken cancellationToken);
}

/// <summary>How an import is carried out.</summary>
/// <param name="IsAtomic">All rows together or none; they are sent in one batch.</param>
/// <param name="IsDryRun">Nothing is recorded.</param>
/// <param name="ActorMap">Ids for names that the server does not know.</param>
/// <param name="IsUpdate">A row whose statement is there with other content corrects it.</param>
public sealed record ImportSettings(bool IsAtomic, bool IsDryRun, IReadOnlyDictionary<string, string> ActorMap, bool IsUpdate = false);

/// <summary>Which statements come from a source; all that is given must hold.</summary>
public sealed record ImportWithin
{
    public string? Negotiation { get; init; }
    public string? Recorder { get; init; }
    public string? Outlet { get; init; }
    public string? IdPrefix { get; init; }
}

/// <summary>An import that is under way. What is sent twice is recorded once.</summary>
public abstract class ImportSession : IDisposable
{
    /// <summary>The names that could not be resolved so far.</summary>
    public abstract IReadOnlyList<UnresolvedName> Unresolved { get; }

    /// <summary>Sends rows, and tells what became of them.</summary>
    public abstract Task<ImportOutcome> SendAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken);

    /// <summary>The statements within these bounds that stand, and of which no row was sent; the last recorded first. Of an update of statements alone.</summary>
    public virtual IAsyncEnumerable<ImportChange> GoneAsync(ImportWithin within, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Annuls statements in their order, those that are gone from the source.</summary>
    public virtual Task<ImportOutcome> AnnulAsync(IReadOnlyList<ImportChange> gone, CancellationToken cancellationToken) => throw new NotSupportedException();

    public abstract void Dispose();
}

/// <summary>One row to import: what was bound of a table's cells, or a line of JSON as the contract writes it.</summary>
public sealed record ImportRow
{
    /// <summary>Where it comes from: `talks.csv line 12`.</summary>
    public required string Source { get; init; }
    public object? Target { get; init; }

    /// <summary>Of a table's row: what parameters are called there.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }
    public StatementDraft? Statement { get; init; }
    public ActorDraft? Actor { get; init; }
    public string? Json { get; init; }
}

/// <summary>What became of rows.</summary>
public sealed record ImportOutcome(int Recorded, int Skipped, IReadOnlyList<ImportProblem> Problems, long Revision)
{
    /// <summary>Of an update: rows whose statements were corrected. They are not counted as recorded.</summary>
    public int Corrected { get; init; }

    /// <summary>Of an update: what each row does that did not fail.</summary>
    public IReadOnlyList<ImportChange> Changes { get; init; } = [];
}

/// <summary>Why a row was not recorded.</summary>
public sealed record ImportProblem(ImportRow Row, DiplomacyApiException Problem, bool IsUnresolved)
{
    /// <summary>Nobody can tell which statement the row stands for.</summary>
    public bool IsUnread { get; init; }
}

/// <summary>How a file is read. The format is null where the extension decides.</summary>
public sealed record FileSettings(FileFormat Format, char? Delimiter, string? Encoding);

/// <summary>A row of a file: cells by their column, a line of JSON, or what is wrong with it.</summary>
public sealed record FileRow
{
    /// <summary>From 1.</summary>
    public required long Line { get; init; }

    /// <summary>How far the file is read, of its length, 0 to 1.</summary>
    public double Share { get; init; }
    public IReadOnlyList<KeyValuePair<string, object?>>? Cells { get; init; }

    /// <summary>The columns of the table that it is a row of. Null: it has columns of its own.</summary>
    public IReadOnlyList<string>? Table { get; init; }
    public string? Json { get; init; }
    public string? Problem { get; init; }
}

/// <summary>What is written out.</summary>
public sealed record ExportSettings
{
    public FileFormat Format { get; init; }
    public string? Negotiation { get; init; }
    public string? Speaker { get; init; }
    public string? Subject { get; init; }
    public string? Said { get; init; }
    public required Clocks Clocks { get; init; }

    /// <summary>Begin with the actors and negotiations that are named.</summary>
    public bool IncludeNamed { get; init; }

    /// <summary>The columns of each act's rows.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Columns { get; init; }
}
