using System.Management.Automation;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Writes a report on a negotiation for people who do not use PowerShell: its state, who owes what, what changed and what comes
/// next, then the timeline, positions, meetings and warnings with their sources. It is Markdown or HTML, in a file or in the pipeline, or
/// iCalendar with deadlines and meetings. With -All it writes a static site of all negotiations with an Atom feed and a calendar.
/// </summary>
[Cmdlet(VerbsData.Export, "NegotiationReport", SupportsShouldProcess = true, DefaultParameterSetName = "One")]
[OutputType(typeof(string), ParameterSetName = ["One"])]
[OutputType(typeof(FileInfo), ParameterSetName = ["One", "All"])]
public sealed class ExportNegotiationReport : StatusCmdlet
{
    private const string IndexFile = "index.html";

    /// <summary>The negotiation's id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "One")]
    [Alias("NegotiationId", "Id")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation)]
    public string Negotiation { get; set; } = "";

    /// <summary>Write a static site of all negotiations.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "All")]
    public SwitchParameter All { get; set; }

    /// <summary>
    /// The file to write; for a folder, a file in it named after the negotiation. If omitted, the report is returned as one string.
    /// </summary>
    [Parameter(Position = 1, ParameterSetName = "One")]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "All")]
    [Text]
    public string? Path { get; set; }

    /// <summary>
    /// The format; ICalendar has only deadlines and meetings. Default: the format of the file's extension (.md, .html, .ics), or Markdown
    /// without a file.
    /// </summary>
    [Parameter(ParameterSetName = "One")]
    [Choice<ReportFormat>]
    public ReportFormat Format { get; set; }

    /// <summary>Show what changed between the end of this date and the as-of date.</summary>
    [Parameter, PartialDate]
    public string? ChangedSince { get; set; }

    /// <summary>Overwrite files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (All) WriteSite(GetUnresolvedProviderPathFromPSPath(Path));
        else if (Path is null)
        {
            if (Call(Negotiation, (engine, token) => engine.Reports.GetReportAsync(Query(Format), Clocks, token)) is { } report)
                WriteObject(report);
        }
        else WriteReport(GetUnresolvedProviderPathFromPSPath(Path));
    }

    private void WriteReport(string path)
    {
        if (Directory.Exists(path) || System.IO.Path.EndsInDirectorySeparator(path))
            path = System.IO.Path.Combine(path,
                Negotiation[(Negotiation.IndexOf('/', StringComparison.Ordinal) + 1)..]
                + Format switch { ReportFormat.Html => ".html", ReportFormat.ICalendar => ".ics", _ => ".md" });
        if (FormatOf(path) is not { } format || CannotWriteTo(path, Force) || !ShouldProcess(path, $"Write the report of {Negotiation}"))
            return;
        if (Call(Negotiation, (engine, token) => engine.Reports.GetReportAsync(Query(format), Clocks, token)) is { } report)
            ReportErrors(path, () => Write(path, report));
    }

    private void WriteSite(string folder)
    {
        if (CannotWriteTo(System.IO.Path.Combine(folder, IndexFile), Force) || !ShouldProcess(folder, "Write a site of all negotiations"))
            return;
        ForEachRow(folder, (engine, token) => engine.Reports.GetSiteAsync(Query(ReportFormat.Html), Clocks, token), file =>
        {
            Write(System.IO.Path.Combine(folder, file.Name), file.Text);
            return true;
        });
    }

    /// <summary>The format asked for, or that of the extension; null where neither says one, and the error is written.</summary>
    private ReportFormat? FormatOf(string path)
    {
        if (Format != ReportFormat.Auto) return Format;
        var extension = System.IO.Path.GetExtension(path);
        switch (extension.ToUpperInvariant())
        {
            case "" or ".MD" or ".MARKDOWN": return ReportFormat.Markdown;
            case ".HTML" or ".HTM": return ReportFormat.Html;
            case ".ICS" or ".ICAL": return ReportFormat.ICalendar;
        }
        var problem = new DiplomacyApiException(
            $"A report cannot be written as {extension}. Name a file that ends in .md, .html or .ics, or give -Format.", "UnknownExtension",
            ErrorCategory.InvalidArgument);
        WriteError(new ErrorRecord(problem, "DiplomacyApi.UnknownExtension", problem.Category, path));
        return null;
    }

    private ReportQuery Query(ReportFormat format) => new() { Negotiation = Negotiation, ChangedSince = ChangedSince, Format = format };

    /// <summary>Writes a file, whole or not at all.</summary>
    private void Write(string path, string text)
    {
        try
        {
            if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            // A report is there to be read by others, as the system's mask has it.
            AtomicFile.Write(path, text);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DiplomacyApiException($"The report cannot be written to '{path}': {problem.Message} Name another file with -Path.",
                "FileNotWritable", ErrorCategory.WriteError);
        }
        WriteFile(path);
    }
}
