using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What the reads share that are about what is owed: of which demand and negotiation, by whom, to whom.</summary>
public abstract class OwedCmdlet : StatusCmdlet
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

    private protected DemandQuery Query => new() { Demand = Demand, Debtor = Debtor, Creditor = Creditor, Negotiation = Negotiation };
}
