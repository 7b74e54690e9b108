using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets where negotiations stand: state and why, who owes what, next meeting, live conditions and warnings.</summary>
[Cmdlet(VerbsCommon.Get, "NegotiationStatus")]
[OutputType(typeof(NegotiationStatus))]
public sealed class GetNegotiationStatus : StatusCmdlet
{
    /// <summary>The negotiation's id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId", "Negotiation")]
    public string[] Id { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var id in Id)
            if (Ask(id, (engine, token) => engine.GetNegotiationStatusAsync(id, Clocks, token)) is { } status)
                WriteObject(status);
    }
}
