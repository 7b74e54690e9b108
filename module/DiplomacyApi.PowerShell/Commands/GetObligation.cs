using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets what is owed item by item: answers, performances and replies, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "Obligation")]
[OutputType(typeof(Obligation))]
public sealed class GetObligation : OwedCmdlet
{
    /// <summary>Only what is owed.</summary>
    [Parameter]
    public SwitchParameter Pending { get; set; }

    protected override void ProcessRecord()
    {
        var query = Query with { Pending = Pending };
        WriteAll(Demand, (engine, token) => engine.GetObligationsAsync(query, Clocks, token));
    }
}
