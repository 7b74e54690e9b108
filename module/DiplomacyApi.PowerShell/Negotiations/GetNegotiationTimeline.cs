using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets the statements of a negotiation in their order, each with what it changed.</summary>
[Cmdlet(VerbsCommon.Get, "NegotiationTimeline", SupportsPaging = true)]
[OutputType(typeof(TimelineEntry))]
public sealed class GetNegotiationTimeline : StatusCmdlet
{
    /// <summary>The negotiation's id, or a pattern that matches an id or title (*security*).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId", "Negotiation")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation, Several = true, Patterns = true)]
    public string[] Id { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var id in Id.SelectMany(Negotiations))
            WriteRows(id, (engine, token) => engine.Negotiations.GetTimelineAsync(id, Clocks, token));
    }
}
