using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets the circles among live conditions, also across negotiations: each side withholds until the other acts.</summary>
[Cmdlet(VerbsCommon.Get, "Standoff", SupportsPaging = true)]
[OutputType(typeof(Standoff))]
public sealed class GetStandoff : StatusCmdlet
{
    /// <summary>Only those with a condition in this negotiation.</summary>
    [Parameter]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation)]
    public string? Negotiation { get; set; }

    protected override void EndProcessing() => WriteAll(Negotiation, (engine, token) => engine.GetStandoffsAsync(Negotiation, Clocks, token));
}
