using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets the journal's id, its latest revision and the hash at that revision.</summary>
[Cmdlet(VerbsCommon.Get, "Journal")]
[OutputType(typeof(Journal))]
public sealed class GetJournal : DiplomacyCmdlet
{
    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Call(null, (engine, token) => engine.Journal.GetJournalAsync(token)) is { } journal) WriteObject(journal);
    }
}
