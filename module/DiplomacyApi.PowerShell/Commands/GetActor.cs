using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets actors: all, or those named.</summary>
[Cmdlet(VerbsCommon.Get, "Actor")]
[OutputType(typeof(Actor))]
public sealed class GetActor : StatusCmdlet
{
    /// <summary>Ids or names: nato, actors/nato, NATO. Without it: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Actor", "ActorId")]
    public string[] Name { get; set; } = [];

    protected override void ProcessRecord()
    {
        if (Name.Length == 0) WriteAll(null, (engine, token) => engine.GetActorsAsync(null, Clocks, token));
        foreach (var name in Name) WriteAll(name, (engine, token) => engine.GetActorsAsync(name, Clocks, token));
    }
}
