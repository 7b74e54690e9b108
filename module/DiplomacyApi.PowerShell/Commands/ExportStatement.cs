using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Writes statements to a file that Import-Statement takes: JSON Lines, as they were recorded and with what was corrected; or CSV, as they
/// stand. With -Template it shows, or writes, what a CSV file of an act looks like.
/// </summary>
[Cmdlet(VerbsData.Export, "Statement", SupportsShouldProcess = true, DefaultParameterSetName = "Statements")]
[OutputType(typeof(FileInfo), ParameterSetName = ["Statements"])]
[OutputType(typeof(ImportColumn), ParameterSetName = ["Template"])]
public sealed class ExportStatement : DiplomacyCmdlet
{
    /// <summary>The file. It takes its name when it is whole.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Statements")]
    [Parameter(Position = 0, ParameterSetName = "Template")]
    [Text]
    public string? Path { get; set; }

    /// <summary>The act whose columns are listed; with -Path, a CSV file with them and an example is written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Template")]
    [ValidateSet("Demand", "Promise", "Response", "Assessment", "Fulfillment", "Withdrawal", "Condition", "Warning", "Meeting", "NegotiationStep", "Remark")]
    public string? Template { get; set; }

    /// <summary>How the file is written. Without it: as its extension says.</summary>
    [Parameter(ParameterSetName = "Statements")]
    [Choice<FileFormat>]
    public FileFormat Format { get; set; }

    /// <summary>Only of this negotiation.</summary>
    [Parameter(ParameterSetName = "Statements", ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation)]
    public string? Negotiation { get; set; }

    /// <summary>Only by this speaker.</summary>
    [Parameter(ParameterSetName = "Statements")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? By { get; set; }

    /// <summary>Only those that make this demand, meeting or promise, or act on it.</summary>
    [Parameter(ParameterSetName = "Statements")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand)]
    public string? Subject { get; set; }

    /// <summary>Only those said within this date: 2022-01, 2022-01-17/...</summary>
    [Parameter(ParameterSetName = "Statements"), PartialDate]
    public string? Said { get; set; }

    /// <summary>As known at this time.</summary>
    [Parameter(ParameterSetName = "Statements"), Instant(IsKnown = true)]
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>As known at this revision of the log.</summary>
    [Parameter(ParameterSetName = "Statements"), ValidateRange(0, long.MaxValue)]
    public long? KnownAtRevision { get; set; }

    /// <summary>Begin with the actors and negotiations that are named, so that an empty server can take the file (JSON Lines).</summary>
    [Parameter(ParameterSetName = "Statements")]
    public SwitchParameter IncludeNamed { get; set; }

    /// <summary>Overwrite a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (Template is not null && Path is null)
        {
            WriteObject(ImportColumns.Of(Template), enumerateCollection: true);
            return;
        }
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (IsInTheWay(path, Force) || !ShouldProcess(path, Template is null ? "Export statements" : $"Write a template for {Template}")) return;
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
            Columns = ActRows.Acts.ToDictionary(act => act, act => (IReadOnlyList<string>)[.. ActRows.Columns(act).Select(column => column.Name)], StringComparer.Ordinal),
        };
        Guard(path, () =>
        {
            Each(path, (engine, token) => engine.ExportAsync(path, settings, token), count =>
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
