using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets promises to answer or to do something, latest first.</summary>
[Cmdlet(VerbsCommon.Get, "Promise", SupportsPaging = true)]
[OutputType(typeof(Promise))]
public sealed class GetPromise : ObligationFilterCmdlet
{
    /// <summary>Only what is still owed.</summary>
    [Parameter]
    public SwitchParameter Pending { get; set; }

    /// <summary>Only promises that were missed.</summary>
    [Parameter]
    public SwitchParameter Missed { get; set; }

    /// <summary>Only promises of this kind: to answer a demand, or to do something.</summary>
    [Parameter]
    [Choice<PromiseKind>(Several = true)]
    public PromiseKind[] Kind { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var query in Queries)
        {
            var wanted = query.Asked with { Pending = Pending, Missed = Missed, PromiseKinds = Kind };
            ForEachRow(query.Target, (engine, token) => engine.Obligations.GetPromisesAsync(wanted, Clocks, token), row =>
                !query.Fits(row.DemandId, row.What) || Write(row));
        }
    }
}
