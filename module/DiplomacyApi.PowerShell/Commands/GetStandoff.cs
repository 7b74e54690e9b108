using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets the circles among live conditions, also across negotiations: each side withholds until the other acts.</summary>
[Cmdlet(VerbsCommon.Get, "Standoff", SupportsPaging = true)]
[OutputType(typeof(Standoff))]
public sealed class GetStandoff : StatusCmdlet
{
    protected override void EndProcessing() => WriteAll(null, (engine, token) => engine.GetStandoffsAsync(Clocks, token));
}
