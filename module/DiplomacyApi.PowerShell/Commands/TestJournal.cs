using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Has the server recompute the whole hash chain of the journal, and returns whether it holds. A flaw is a result, not an error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Journal")]
[OutputType(typeof(JournalCheck), typeof(bool))]
public sealed class TestJournal : DiplomacyCmdlet
{
    private const string Activity = "Verify the journal";

    /// <summary>Also derive all that is derived from the entries again, and compare it. It needs as much space as the journal.</summary>
    [Parameter]
    public SwitchParameter Projections { get; set; }

    /// <summary>Returns only true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void EndProcessing()
    {
        JournalCheck? last = null;
        Each(null, (engine, token) => engine.VerifyJournalAsync(Projections, token), check =>
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
