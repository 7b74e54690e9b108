using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Writes statements to a file that Import-Statement can read: JSON Lines, with statements as recorded and their corrections; or CSV, with
/// statements in their current version. With -Template it lists the columns for an act, or writes a CSV file to fill in.
/// </summary>
[Cmdlet(VerbsData.Export, "Statement", SupportsShouldProcess = true, DefaultParameterSetName = "Statements")]
[OutputType(typeof(FileInfo), ParameterSetName = ["Statements"])]
[OutputType(typeof(ImportColumn), ParameterSetName = ["Template"])]
public sealed class ExportStatement : DiplomacyCmdlet
{
    /// <summary>The file to write. It appears under its name only when it is complete.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Statements")]
    [Parameter(Position = 0, ParameterSetName = "Template")]
    [Text]
    public string? Path { get; set; }

    /// <summary>The act whose columns are listed. With -Path, writes a CSV file with these columns and an example row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Template")]
    [ValidateSet("Demand", "Promise", "Response", "Assessment", "Fulfillment", "Withdrawal", "Condition", "Warning", "Meeting",
        "NegotiationStep", "Remark")]
    public string? Template { get; set; }

    /// <summary>The file's format. Default: that of its extension.</summary>
    [Parameter(ParameterSetName = "Statements")]
    [Choice<FileFormat>]
    public FileFormat Format { get; set; }

    /// <summary>Only what belongs to this negotiation.</summary>
    [Parameter(ParameterSetName = "Statements", ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation)]
    public string? Negotiation { get; set; }

    /// <summary>Only statements by this speaker.</summary>
    [Parameter(ParameterSetName = "Statements")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? By { get; set; }

    /// <summary>Only statements that made, or act on, this demand, meeting or promise.</summary>
    [Parameter(ParameterSetName = "Statements")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand)]
    public string? Subject { get; set; }

    /// <summary>Only statements made within this date or interval: 2022-01, 2022-01-17/...</summary>
    [Parameter(ParameterSetName = "Statements"), PartialDate]
    public string? Said { get; set; }

    /// <summary>Export what was known at this time.</summary>
    [Parameter(ParameterSetName = "Statements"), Instant(IsKnown = true)]
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>Export what was known at this revision of the log.</summary>
    [Parameter(ParameterSetName = "Statements"), ValidateRange(0, long.MaxValue)]
    public long? KnownAtRevision { get; set; }

    /// <summary>
    /// Begin the file with the actors and negotiations that the statements refer to, so that it can be imported into an empty server (JSON
    /// Lines only).
    /// </summary>
    [Parameter(ParameterSetName = "Statements")]
    public SwitchParameter IncludeNamed { get; set; }

    /// <summary>Overwrite the file if it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Template is not null && Path is null)
        {
            WriteObject(ImportColumns.Of(Template), enumerateCollection: true);
            return;
        }
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (CannotWriteTo(path, Force) || !ShouldProcess(path, Template is null ? "Export statements" : $"Write a template for {Template}"))
            return;
        if (Template is not null) File.WriteAllText(path, ImportColumns.Csv(Template));
        else if (!Written(path)) return;
        WriteFile(path);
    }

    private bool Written(string path)
    {
        var isWhole = false;
        var settings = new ExportSettings
        {
            Format = Format,
            Negotiation = Negotiation,
            Speaker = By,
            Subject = Subject,
            Said = Said,
            Clocks = new Clocks(null, KnownAt, KnownAtRevision, null),
            IncludeNamed = IncludeNamed,
            Columns = ActBinder.Acts.ToDictionary(
                act => act, act => (IReadOnlyList<string>)[.. ActBinder.Columns(act).Select(column => column.Name)],
                StringComparer.Ordinal),
        };
        ReportErrors(path, () =>
        {
            ForEachRow(path, (engine, token) => engine.Exports.ExportStatementsAsync(path, settings, token), count =>
            {
                WriteProgress(new ProgressRecord(0, "Export statements", $"{count:N0} written"));
                return true;
            });
            isWhole = File.Exists(path);
        });
        WriteProgress(new ProgressRecord(0, "Export statements", "Done") { RecordType = ProgressRecordType.Completed });
        return isWhole;
    }
}
