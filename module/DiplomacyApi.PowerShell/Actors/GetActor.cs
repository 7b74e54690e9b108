using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets actors: all, or those you name, sorted by name.</summary>
[Cmdlet(VerbsCommon.Get, "Actor", SupportsPaging = true)]
[OutputType(typeof(Actor))]
public sealed class GetActor : AsOfCmdlet
{
    /// <summary>Ids, names, or patterns that match an id, name or alias (*ministry*). Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Actor", "ActorId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, Patterns = true)]
    public string[] Name { get; set; } = [];

    /// <summary>Only actors of these types.</summary>
    [Parameter]
    [Choice<ActorType>(Several = true)]
    public ActorType[] Type { get; set; } = [];

    /// <summary>Only actors that belonged to this body on the as-of date.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? AffiliatedWith { get; set; }

    /// <summary>With -AffiliatedWith: only those that spoke for the body.</summary>
    [Parameter]
    public SwitchParameter Speaking { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var all = new ActorQuery { Types = Type, AffiliatedWith = AffiliatedWith, Speaking = Speaking };
        if (Name.Length == 0) WriteRows(null, (engine, token) => engine.Actors.GetAsync(all, Clocks, token));
        foreach (var name in Name)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
                WriteMatching(name, actor => [actor.ActorId, actor.Name, .. actor.Aliases.Split(", ")],
                    (engine, token) => engine.Actors.GetAsync(all, Clocks, token));
            else WriteRows(name, (engine, token) => engine.Actors.GetAsync(new ActorQuery { Name = name }, Clocks, token));
        }
    }
}
