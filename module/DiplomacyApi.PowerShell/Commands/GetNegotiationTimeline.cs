using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets what was said in a negotiation, in the order in which it counts, with what each statement did.</summary>
[Cmdlet(VerbsCommon.Get, "NegotiationTimeline", SupportsPaging = true)]
[OutputType(typeof(TimelineEntry))]
public sealed class GetNegotiationTimeline : StatusCmdlet
{
    /// <summary>The negotiation's id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId", "Negotiation")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    public string[] Id { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var id in Id) WriteAll(id, (engine, token) => engine.GetTimelineAsync(id, Clocks, token));
    }
}
