using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Records statements given as tables or objects: the key Act names the act, and the other keys are the parameter names of the cmdlet for
/// that act. Each statement is recorded separately. Import-Statement reads files; with its -Mode Atomic, either all rows are recorded or
/// none.
/// </summary>
[Cmdlet(VerbsCommon.Add, "Statement", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddStatement : WritingCmdlet
{
    /// <summary>The statement: @{ Act = 'Promise'; Summary = '…'; By = 'NATO'; Demand = '…' }.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Return the statements instead of what they changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var row in InputObject)
            ReportErrors(row, () =>
            {
                var draft = ActBinder.Bind([.. InputObjects.Pairs(row)]).Draft(isTyped: true);
                if (!ShouldSend(draft.ToString(), "Record a statement")) return;
                if (IsWhatIf) WriteWhatIf($"Record a statement: {draft}");
                WriteResult(Engine.Statements.RecordAsync([draft], RecordingOptions(PassThru), StopToken).GetAwaiter().GetResult(),
                    PassThru);
            });
    }
}
