using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets promises, to answer or to do something, the last said first.</summary>
[Cmdlet(VerbsCommon.Get, "Promise")]
[OutputType(typeof(Promise))]
public sealed class GetPromise : StatusCmdlet
{
    /// <summary>Only about this demand.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    public string? Demand { get; set; }

    /// <summary>Only by this promisor.</summary>
    [Parameter]
    public string? Debtor { get; set; }

    /// <summary>Only to this creditor.</summary>
    [Parameter]
    public string? Creditor { get; set; }

    /// <summary>Only of this negotiation.</summary>
    [Parameter]
    [Alias("NegotiationId")]
    public string? Negotiation { get; set; }

    /// <summary>Only what is still owed.</summary>
    [Parameter]
    public SwitchParameter Pending { get; set; }

    /// <summary>Only what was missed.</summary>
    [Parameter]
    public SwitchParameter Missed { get; set; }

    protected override void ProcessRecord()
    {
        var query = new DemandQuery { Demand = Demand, Debtor = Debtor, Creditor = Creditor, Negotiation = Negotiation, Pending = Pending, Missed = Missed };
        WriteAll(Demand, (engine, token) => engine.GetPromisesAsync(query, Clocks, token));
    }
}
