using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets standoffs: circles of conditions, also across negotiations, in which each side waits for the other to act.</summary>
[Cmdlet(VerbsCommon.Get, "Standoff", SupportsPaging = true)]
[OutputType(typeof(Standoff))]
public sealed class GetStandoff : StatusCmdlet
{
    /// <summary>Only standoffs with a condition in this negotiation.</summary>
    [Parameter]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation)]
    public string? Negotiation { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing() =>
        WriteRows(Negotiation, (engine, token) => engine.Negotiations.GetStandoffsAsync(Negotiation, Clocks, token));
}
