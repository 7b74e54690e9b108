using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What the reads share that are about what is owed: of which demand and negotiation, by whom, to whom, due when.</summary>
public abstract class ObligationFilterCmdlet : StatusCmdlet
{
    /// <summary>Only these demands: ids, or patterns that match an id or title (*guarantees*).</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true, Patterns = true)]
    public string[] Demand { get; set; } = [];

    /// <summary>Only what these debtors owe: ids or names.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DebtorId")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true)]
    public string[] Debtor { get; set; } = [];

    /// <summary>Only what is owed to this creditor: an id or a name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? Creditor { get; set; }

    /// <summary>Only what belongs to this negotiation.</summary>
    [Parameter]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation)]
    public string? Negotiation { get; set; }

    /// <summary>Only what is due by the end of this date.</summary>
    [Parameter, PartialDate]
    public string? DueBefore { get; set; }

    /// <summary>One query for each demand and debtor that are named.</summary>
    private protected IEnumerable<ObligationFilterQuery> Queries =>
        from demand in Demand.Length > 0 ? Demand : new string?[] { null }
        from debtor in Debtor.Length > 0 ? Debtor : new string?[] { null }
        select ObligationFilterQuery.Of(demand,
            new DemandQuery { Debtor = debtor, Creditor = Creditor, Negotiation = Negotiation, DueBy = DueBefore });
}

/// <summary>What is asked of the server, and the pattern that demands must fit, if one was given.</summary>
internal sealed record ObligationFilterQuery(DemandQuery Asked, string? Target, WildcardPattern? Pattern)
{
    public static ObligationFilterQuery Of(string? demand, DemandQuery asked) => demand is not null
        && WildcardPattern.ContainsWildcardCharacters(demand)
        ? new ObligationFilterQuery(asked, demand, DiplomacyCmdlet.PatternOf(demand))
        : new ObligationFilterQuery(asked with { Demand = demand }, demand ?? asked.Debtor, null);

    public bool Fits(string demandId, string title) =>
        Pattern is null || (demandId.Length > 0 && (Pattern.IsMatch(demandId) || Pattern.IsMatch(title)));
}
