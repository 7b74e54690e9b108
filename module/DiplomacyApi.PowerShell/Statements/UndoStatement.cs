using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Annuls a statement that was never made: it is then treated as if it had never been recorded. If it was made and then taken back, use
/// Add-Withdrawal instead. Given the name of a correction (corrections/…), it undoes that correction.
/// </summary>
[Cmdlet(VerbsCommon.Undo, "Statement", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(StatementCorrection))]
public sealed class UndoStatement : CorrectingCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() =>
        Correct("Annul", (engine, token) => engine.Statements.AnnulAsync(Id, CorrectionNote, Options, token));
}
