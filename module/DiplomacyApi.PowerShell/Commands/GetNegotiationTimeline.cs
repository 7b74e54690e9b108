using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets what was said in a negotiation, in the order in which it counts, with what each statement did.</summary>
[Cmdlet(VerbsCommon.Get, "NegotiationTimeline", SupportsPaging = true)]
[OutputType(typeof(TimelineEntry))]
public sealed class GetNegotiationTimeline : StatusCmdlet
{
    /// <summary>The negotiation's id, or a pattern such as *security* for id or title.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId", "Negotiation")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation, Several = true, Patterns = true)]
    public string[] Id { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var id in Id.SelectMany(Negotiations)) WriteAll(id, (engine, token) => engine.GetTimelineAsync(id, Clocks, token));
    }
}
