using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets demands and how they stand with their debtors, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "Demand", SupportsPaging = true)]
[OutputType(typeof(Demand))]
public sealed class GetDemand : StatusCmdlet
{
    /// <summary>Ids, or patterns that match an id or title (*guarantees*). Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId", "Demand")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true, Patterns = true)]
    public string[] Id { get; set; } = [];

    /// <summary>Only what this debtor owes: an id or a name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? Debtor { get; set; }

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

    /// <summary>Only demands first made within this date or interval: 2021-12, 2022-01-17/...</summary>
    [Parameter, PartialDate]
    public string? Since { get; set; }

    /// <summary>Only demands on which nothing was said from the beginning of this date until the as-of date.</summary>
    [Parameter, PartialDate]
    public string? SilentSince { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new DemandQuery
        {
            Debtor = Debtor,
            Creditor = Creditor,
            Negotiation = Negotiation,
            DueBy = DueBefore,
            Since = Since,
            SilentSince = SilentSince,
        };
        if (Id.Length == 0) WriteRows(null, (engine, token) => engine.Obligations.GetDemandsAsync(query, Clocks, token));
        foreach (var id in Id)
        {
            if (WildcardPattern.ContainsWildcardCharacters(id))
                WriteMatching(id, demand => [demand.DemandId, demand.Title], (engine, token) =>
                    engine.Obligations.GetDemandsAsync(query, Clocks, token));
            else WriteRows(id, (engine, token) => engine.Obligations.GetDemandsAsync(query with { Demand = id }, Clocks, token));
        }
    }
}
