using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets demands, with how they stand with all their debtors, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "Demand")]
[OutputType(typeof(Demand))]
public sealed class GetDemand : StatusCmdlet
{
    /// <summary>The demand's id. Without it: all that fit.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId", "Demand")]
    public string[] Id { get; set; } = [];

    /// <summary>Only with this debtor.</summary>
    [Parameter]
    public string? Debtor { get; set; }

    /// <summary>Only with this creditor.</summary>
    [Parameter]
    public string? Creditor { get; set; }

    /// <summary>Only of this negotiation.</summary>
    [Parameter]
    [Alias("NegotiationId")]
    public string? Negotiation { get; set; }

    protected override void ProcessRecord()
    {
        var query = new DemandQuery { Debtor = Debtor, Creditor = Creditor, Negotiation = Negotiation };
        if (Id.Length == 0) WriteAll(null, (engine, token) => engine.GetDemandsAsync(query, Clocks, token));
        foreach (var id in Id) WriteAll(id, (engine, token) => engine.GetDemandsAsync(query with { Demand = id }, Clocks, token));
    }
}
