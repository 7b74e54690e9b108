using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Finds the actors that a name, an alias or an external id may mean, best match first.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "Actor")]
[OutputType(typeof(ActorCandidate))]
public sealed class ResolveActor : AsOfCmdlet
{
    /// <summary>The name, in any language: Russian Federation, RUS, Россия.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true)]
    public string[] Name { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
            if (Call(name, (engine, token) => engine.Actors.ResolveAsync(name, Clocks, token)) is { } candidates)
            {
                WriteObject(candidates, enumerateCollection: true);
                if (candidates.Count == 0)
                    WriteWarning(
                        $"No actor is called '{name}', or nearly so. Look through them with Get-Actor, or create it with New-Actor.");
            }
    }
}
