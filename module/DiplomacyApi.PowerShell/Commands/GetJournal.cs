using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets the log's head: which log is served, up to where, and the hash to keep as a proof.</summary>
[Cmdlet(VerbsCommon.Get, "Journal")]
[OutputType(typeof(Journal))]
public sealed class GetJournal : DiplomacyCmdlet
{
    protected override void EndProcessing()
    {
        if (Ask(null, (engine, token) => engine.GetJournalAsync(token)) is { } journal) WriteObject(journal);
    }
}
