using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets what is owed item by item: answers, performances and replies, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "Obligation")]
[OutputType(typeof(Obligation))]
public sealed class GetObligation : StatusCmdlet
{
    /// <summary>Only of this demand.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    public string? Demand { get; set; }

    /// <summary>Only with this debtor.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DebtorId")]
    public string? Debtor { get; set; }

    /// <summary>Only with this creditor.</summary>
    [Parameter]
    public string? Creditor { get; set; }

    /// <summary>Only of this negotiation.</summary>
    [Parameter]
    [Alias("NegotiationId")]
    public string? Negotiation { get; set; }

    /// <summary>Only what is owed.</summary>
    [Parameter]
    public SwitchParameter Pending { get; set; }

    protected override void ProcessRecord()
    {
        var query = new DemandQuery { Demand = Demand, Debtor = Debtor, Creditor = Creditor, Negotiation = Negotiation, Pending = Pending };
        WriteAll(Demand, (engine, token) => engine.GetObligationsAsync(query, Clocks, token));
    }
}
