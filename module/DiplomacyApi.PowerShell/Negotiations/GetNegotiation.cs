using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets negotiations: all, or those you name, sorted by id.</summary>
[Cmdlet(VerbsCommon.Get, "Negotiation", SupportsPaging = true)]
[OutputType(typeof(Negotiation))]
public sealed class GetNegotiation : AsOfCmdlet
{
    /// <summary>Ids, or patterns that match an id or title (*security*). Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId", "Negotiation")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation, Several = true, Patterns = true)]
    public string[] Id { get; set; } = [];

    /// <summary>Only negotiations of this party: an id or a name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? Party { get; set; }

    /// <summary>Only negotiations in these states on the as-of date.</summary>
    [Parameter]
    [Choice<NegotiationState>(Several = true)]
    public NegotiationState[] State { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var all = new NegotiationQuery { Party = Party, States = State };
        if (Id.Length == 0) WriteRows(null, (engine, token) => engine.Negotiations.GetAsync(all, Clocks, token));
        foreach (var id in Id)
        {
            if (WildcardPattern.ContainsWildcardCharacters(id))
                WriteMatching(id, negotiation => [negotiation.NegotiationId, negotiation.Title],
                    (engine, token) => engine.Negotiations.GetAsync(all, Clocks, token));
            else WriteRows(id, (engine, token) => engine.Negotiations.GetAsync(new NegotiationQuery { Negotiation = id }, Clocks, token));
        }
    }
}
