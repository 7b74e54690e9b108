using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Records statements from files or the pipeline: JSON Lines from Export-Statement, CSV, tables or objects. A statement that is recorded
/// already with the same content is skipped. A row without a StatementId gets one made from its content. With -Update, a row that differs
/// from its recorded statement corrects it. With -WhatIf, the server checks all rows and records none.
/// </summary>
[Cmdlet(VerbsData.Import, "Statement", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(ImportSummary), typeof(ImportChange))]
public sealed class ImportStatement : ImportCmdlet
{
    private const int GoneNamedMax = 5;

    private DateFormats? _dates;
    private ImportScope? _within;

    /// <summary>
    /// Correct recorded statements that differ from their row, with the label Refined. With -WhatIf: show what would be done with each row.
    /// </summary>
    [Parameter]
    public SwitchParameter Update { get; set; }

    /// <summary>
    /// With -Update: which recorded statements come from this source: @{ IdPrefix = 'upr-' }, or by Negotiation, Recorder or Outlet (all
    /// that you give must match). Those that no longer have a row are listed.
    /// </summary>
    [Parameter]
    public IDictionary? Within { get; set; }

    /// <summary>Annul the statements selected by -Within that no longer have a row. If a row could not be read, none is annulled.</summary>
    [Parameter]
    public SwitchParameter AnnulMissing { get; set; }

    /// <summary>
    /// How the source writes dates, such as dd/MM/yyyy; if you give several, they are tried in order. Default: partial dates such as
    /// 2022-01-18.
    /// </summary>
    [Parameter]
    [Text(Several = true)]
    public string[]? DateFormat { get; set; }

    private protected override string What => "Import statements";

    private protected override IReadOnlyList<string> NeededColumns => [ActBinder.ActKey];

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if ((Within is not null || AnnulMissing) && !Update)
            ThrowError("-Within and -AnnulMissing need -Update; add it.", "Required", ErrorCategory.InvalidArgument, null);
        if (AnnulMissing && Within is null)
            ThrowError(
                "-AnnulMissing must know which statements come from this source; say so with -Within @{ IdPrefix = '…' }, or by Negotiation, Recorder or Outlet.",
                "Required", ErrorCategory.InvalidArgument, null);
        try
        {
            _within = Within is null ? null : InputObjects.WithinOf(Within);
            _dates = DateFormat is null ? null : new DateFormats(DateFormat);
        }
        catch (DiplomacyApiException problem)
        {
            ThrowError(problem.Message, problem.Reason, problem.Category, null);
        }
    }

    private protected override ImportSession Open(IEngine engine, ImportSettings settings) =>
        engine.Imports.OpenStatementImport(settings with { IsUpdate = Update });

    private protected override bool IsColumn(string name) => ActBinder.IsColumn(name);

    private protected override object? Read(string parameter, object? cell)
    {
        if (Choice.Bare(cell) is not string text || !ActBinder.IsDate(parameter)) return cell;
        try
        {
            if (_dates is not null) return _dates.Read(text);
            return DateAdvice.For(text.Trim()) is { } advice
                ? throw new DiplomacyApiException($"{advice} Or say how the source writes dates, such as -DateFormat dd/MM/yyyy.",
                    "InvalidDate", ErrorCategory.InvalidData)
                : cell;
        }
        catch (DiplomacyApiException problem)
        {
            throw new DiplomacyApiException($"{parameter}: {problem.Message}", problem.Reason, problem.Category)
            {
                Fields = [new FieldProblem(parameter, problem.Message)],
            };
        }
    }

    private protected override ImportRow Bind(IReadOnlyList<(string Key, object? Value)> cells, string source, object? target) =>
        new() { Source = source, Target = target, Statement = ContentId.Given(ActBinder.Bind(cells).Draft(isTyped: false)) };

    private protected override (long Gone, long Annulled) AfterRows(ImportSession session, long unread)
    {
        if (_within is null) return (0, 0);
        var gone = new List<ImportChange>();
        ForEachRow(null, (_, token) => session.FindMissingAsync(_within, token), change =>
        {
            gone.Add(change);
            WriteChange(change);
            return true;
        });
        if (gone.Count == 0) return (0, 0);
        if (!AnnulMissing)
        {
            if (!IsWhatIf)
                WriteWarning(
                    $"{gone.Count:N0} statements no longer have a row, but are still recorded: {string.Join(", ", gone.Take(GoneNamedMax).Select(one => one.StatementId))}{(gone.Count > GoneNamedMax ? ", …" : "")}. -WhatIf lists them; -AnnulMissing annuls them.{(unread > 0 ? $" {unread:N0} rows could not be read, and may be theirs." : "")}");
            return (gone.Count, 0);
        }
        if (unread > 0)
        {
            WriteError(new ErrorRecord(
                new DiplomacyApiException(
                    $"Nothing is annulled: {unread:N0} rows could not be read, and the statements that seem to be gone may be theirs. Correct these rows, and run the import again.",
                    "NotAnnulled", ErrorCategory.InvalidData),
                "DiplomacyApi.NotAnnulled", ErrorCategory.InvalidData, null));
            return (gone.Count, 0);
        }
        return ShouldSend($"{gone.Count:N0} statements that no longer have a row", "Annul")
            ? (gone.Count, Annulled(session, gone))
            : (gone.Count, 0);
    }

    private long Annulled(ImportSession session, List<ImportChange> gone)
    {
        if (IsWhatIf) return gone.Count;
        var outcome = Call(null, (_, token) => session.AnnulAsync(gone, token));
        foreach (var problem in outcome?.Problems ?? [])
            WriteProblem(problem.Problem, problem.Row.Source, problem.Row.Target, columns: null);
        return outcome is null ? 0 : outcome.Recorded + outcome.Skipped;
    }
}
