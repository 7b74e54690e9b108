using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Writes a copy of the journal to a file, while the server goes on working. The file appears under its name only when the copy is complete
/// and its SHA-256 matches the server's.
/// </summary>
[Cmdlet(VerbsData.Backup, "Journal", SupportsShouldProcess = true)]
[OutputType(typeof(JournalBackup))]
public sealed class BackupJournal : DiplomacyCmdlet
{
    private const string Activity = "Back up the journal";

    /// <summary>The file to write. Only its owner may read it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Text]
    public string Path { get; set; } = "";

    /// <summary>Overwrite the file if it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (CannotWriteTo(path, Force) || !ShouldProcess(path, Activity)) return;
        JournalBackup? whole = null;
        try
        {
            ForEachRow(path, (engine, token) => engine.Journal.BackupAsync(path, Force, token), part =>
            {
                whole = part.Whole;
                WriteProgress(new ProgressRecord(0, Activity, $"{part.WrittenBytes:N0} of {part.SizeBytes:N0} bytes")
                {
                    PercentComplete = part.SizeBytes == 0 ? -1 : (int)(100 * part.WrittenBytes / part.SizeBytes),
                });
                return true;
            });
        }
        finally
        {
            WriteProgress(new ProgressRecord(0, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
        if (whole is not null) WriteObject(whole);
    }
}
