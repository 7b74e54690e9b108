using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// What imports share: rows from files and from the pipeline, sent in batches as they come, an error for each row that fails, progress, and
/// a summary. What is there already with the same content is skipped, so that an import that was cut is simply run again.
/// </summary>
public abstract partial class ImportCmdlet : WhatIfCmdlet, IDisposable
{
    private readonly RepeatedErrors _errors = new();
    private List<ImportRow> _waiting = [];
    private Task<ImportOutcome>? _sent;
    private ImportSession? _session;
    private bool _hasBegun;
    private bool _hasEnded;
    private bool _isSpoiled;
    private long _rows;
    private long _recorded;
    private long _skipped;
    private long _failed;
    private long _corrected;
    private long _unread;
    private long _unanswered;
    private long? _revision;

    /// <summary>The files: JSON Lines, or CSV whose columns are parameter names. Wildcards are accepted.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    [Text(Several = true)]
    public string[] Path { get; set; } = [];

    /// <summary>The files, by their exact names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [Text(Several = true)]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Rows from the pipeline: tables, objects or lines of JSON; or files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "InputObject", ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The files' format. Default: that of their extension.</summary>
    [Parameter]
    [Choice<FileFormat>]
    public FileFormat Format { get; set; }

    /// <summary>
    /// Which parameter each column of the file stands for: @{ Speaker = 'By'; Datum = 'Said'; Remarks = '' }. A column with '' is ignored.
    /// </summary>
    [Parameter]
    public IDictionary? ColumnMap { get; set; }

    /// <summary>Values for columns that a row leaves empty: @{ Act = 'Remark'; Negotiation = 'european-security-2022' }.</summary>
    [Parameter]
    public IDictionary? Default { get; set; }

    /// <summary>
    /// Which actor is meant by a name that the server does not know: @{ 'The Kremlin' = 'russia' }, a CSV file with the columns Name and
    /// ActorId, or such rows.
    /// </summary>
    [Parameter]
    public object? ActorMap { get; set; }

    /// <summary>Row records each row separately; Atomic records either all rows or none (at most 1,000 rows).</summary>
    [Parameter]
    [Choice<ImportMode>]
    public ImportMode Mode { get; set; }

    /// <summary>The character between cells. Default: a comma, semicolon or tab, whichever the header has most often.</summary>
    [Parameter]
    public char? Delimiter { get; set; }

    /// <summary>The files' encoding, such as windows-1251. Default: UTF-8, or what the byte order mark says.</summary>
    [Parameter]
    [Text]
    public string? Encoding { get; set; }

    /// <summary>What is imported, in words.</summary>
    private protected abstract string What { get; }

    private protected abstract ImportSession Open(IEngine engine, ImportSettings settings);

    /// <summary>The row that cells make.</summary>
    private protected abstract ImportRow Bind(IReadOnlyList<(string Key, object? Value)> cells, string source, object? target);

    private protected abstract bool IsColumn(string name);

    /// <summary>What a cell of the source says.</summary>
    private protected virtual object? Read(string parameter, object? cell) => cell;

    /// <summary>The columns without which no row can be bound.</summary>
    private protected abstract IReadOnlyList<string> NeededColumns { get; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var file in Path.SelectMany(Matching)) ImportFile(file);
        foreach (var file in LiteralPath) ImportFile(GetUnresolvedProviderPathFromPSPath(file));
        foreach (var row in InputObject) ImportObject(row);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!_hasBegun) return;
        Flush();
        Report();
        var (gone, annulled) = _session is null ? (0L, 0L) : AfterRows(_session, _unread);
        WriteRepeated();
        WriteProgress(new ProgressRecord(0, What, "Done") { RecordType = ProgressRecordType.Completed });
        _hasEnded = true;
        WriteObject(Summary(gone, annulled));
    }

    private ImportSummary Summary(long gone, long annulled) => new()
    {
        Rows = _rows,
        Recorded = _recorded,
        Corrected = _corrected,
        Skipped = _skipped,
        Failed = _failed,
        Gone = gone,
        Annulled = annulled,
        DryRun = IsWhatIf,
        Unresolved = _session?.Unresolved ?? [],
        Revision = _revision,
    };

    /// <summary>
    /// What is done after the last row, and how much was gone and annulled. <paramref name="unread"/>: of how many rows it is not known
    /// what they stand for.
    /// </summary>
    private protected virtual (long Gone, long Annulled) AfterRows(ImportSession session, long unread) => (0, 0);

    void IDisposable.Dispose()
    {
        if (_rows > 0 && !_hasEnded && !IsWhatIf) WarnUnfinished();
        _session?.Dispose();
        Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Warns, where an import was stopped or ended by an error, what is known of it. What is stopped can write to its host only.
    /// </summary>
    private void WarnUnfinished()
    {
        var more = _unanswered > 0 ? $"; {_unanswered:N0} more were sent, and may be recorded" : "";
        Host?.UI?.WriteWarningLine(
            $"The import was not finished. Of {_rows:N0} rows: {Summary(gone: 0, annulled: 0)}{more}. Run it again: what is recorded is skipped.");
    }
}
