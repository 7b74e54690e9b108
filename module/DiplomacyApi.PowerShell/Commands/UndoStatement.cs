using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Annuls a statement, as if it had never been recorded: for what was never said. What was said and taken back is recorded by
/// Add-Withdrawal. With the name of a correction (corrections/…), that correction is undone.
/// </summary>
[Cmdlet(VerbsCommon.Undo, "Statement", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(StatementCorrection))]
public sealed class UndoStatement : CorrectingCmdlet
{
    protected override void ProcessRecord() => Correct("Annul", (engine, token) => engine.AnnulAsync(Id, CorrectionNote, Guards, token));
}
