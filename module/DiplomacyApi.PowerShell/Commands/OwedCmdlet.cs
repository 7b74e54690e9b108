using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What the reads share that are about what is owed: of which demand and negotiation, by whom, to whom, due when.</summary>
public abstract class OwedCmdlet : StatusCmdlet
{
    /// <summary>Only of these demands.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    public string[] Demand { get; set; } = [];

    /// <summary>Only with these debtors: ids or names.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DebtorId")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    public string[] Debtor { get; set; } = [];

    /// <summary>Only with this creditor: an id or a name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    public string? Creditor { get; set; }

    /// <summary>Only of this negotiation.</summary>
    [Parameter]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    public string? Negotiation { get; set; }

    /// <summary>Only with a due that ends no later than this date does.</summary>
    [Parameter, PartialDate]
    public string? DueBefore { get; set; }

    /// <summary>One query for each demand and debtor that are named.</summary>
    private protected IEnumerable<DemandQuery> Queries =>
        from demand in Demand.Length > 0 ? Demand : new string?[] { null }
        from debtor in Debtor.Length > 0 ? Debtor : new string?[] { null }
        select new DemandQuery { Demand = demand, Debtor = debtor, Creditor = Creditor, Negotiation = Negotiation, DueBy = DueBefore };
}
