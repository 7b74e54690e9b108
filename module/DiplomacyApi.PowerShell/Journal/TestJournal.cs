using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Has the server recompute the hash chain of the whole journal, and shows whether it is intact. A flaw is a result, not an error.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "Journal")]
[OutputType(typeof(JournalCheck), typeof(bool))]
public sealed class TestJournal : DiplomacyCmdlet
{
    private const string Activity = "Verify the journal";

    /// <summary>Also rebuild everything derived from the entries, and compare it. This needs as much disk space as the journal.</summary>
    [Parameter]
    public SwitchParameter Projections { get; set; }

    /// <summary>Return only true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        JournalCheck? last = null;
        ForEachRow(null, (engine, token) => engine.Journal.VerifyAsync(Projections, token), check =>
        {
            last = check;
            WriteProgress(new ProgressRecord(0, Activity, $"{check.Revision:N0} of {check.HeadRevision:N0} entries")
            {
                PercentComplete = check.HeadRevision == 0 ? -1 : (int)(100 * check.Revision / check.HeadRevision),
            });
            return true;
        });
        WriteProgress(new ProgressRecord(0, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        if (last is { Verified: true } or { FlawRevision: not null }) WriteObject(Quiet ? last.Verified : last);
    }
}
