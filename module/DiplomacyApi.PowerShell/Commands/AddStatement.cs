using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Records statements given as tables or objects: Act says which, and the other keys are the parameter names of that act's own cmdlet. Each
/// is recorded by itself; Import-Statement takes files, and with -Mode Atomic records several together.
/// </summary>
[Cmdlet(VerbsCommon.Add, "Statement", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddStatement : WritingCmdlet
{
    /// <summary>What is recorded: @{ Act = 'Promise'; Summary = '…'; By = 'NATO'; Demand = '…' }.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Returns the statements, instead of what they changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var row in InputObject)
            if (Asks(row.ToString(), "Record a statement"))
                Tell(Ask(row, (engine, token) => engine.RecordAsync([ActRows.Bind([.. Drafting.Pairs(row)]).Draft(isTyped: true)], Guards, token)), PassThru);
    }
}
