using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets promises, to answer or to do something, the last said first.</summary>
[Cmdlet(VerbsCommon.Get, "Promise")]
[OutputType(typeof(Promise))]
public sealed class GetPromise : OwedCmdlet
{
    /// <summary>Only what is still owed.</summary>
    [Parameter]
    public SwitchParameter Pending { get; set; }

    /// <summary>Only what was missed.</summary>
    [Parameter]
    public SwitchParameter Missed { get; set; }

    protected override void ProcessRecord()
    {
        var query = Query with { Pending = Pending, Missed = Missed };
        WriteAll(Demand, (engine, token) => engine.GetPromisesAsync(query, Clocks, token));
    }
}
