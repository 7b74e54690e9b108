using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets negotiations: all, or those named.</summary>
[Cmdlet(VerbsCommon.Get, "Negotiation")]
[OutputType(typeof(Negotiation))]
public sealed class GetNegotiation : StatusCmdlet
{
    /// <summary>The negotiation's id. Without it: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId")]
    public string[] Id { get; set; } = [];

    protected override void ProcessRecord()
    {
        if (Id.Length == 0) WriteAll(null, (engine, token) => engine.GetNegotiationsAsync(null, Clocks, token));
        foreach (var id in Id) WriteAll(id, (engine, token) => engine.GetNegotiationsAsync(id, Clocks, token));
    }
}
