using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets actors: all, or those named, by name.</summary>
[Cmdlet(VerbsCommon.Get, "Actor", SupportsPaging = true)]
[OutputType(typeof(Actor))]
public sealed class GetActor : DatedCmdlet
{
    /// <summary>Ids or names (nato, NATO), or patterns such as *ministry* for id, name or alias. Without it: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Actor", "ActorId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, Patterns = true)]
    public string[] Name { get; set; } = [];

    /// <summary>Only of these types: states, organisations, ministries, persons, media, coalitions.</summary>
    [Parameter]
    [Choice<ActorType>(Several = true)]
    public ActorType[] Type { get; set; } = [];

    /// <summary>Only those who belonged to this body at the as-of date.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? AffiliatedWith { get; set; }

    /// <summary>With -AffiliatedWith: only those who spoke for the body.</summary>
    [Parameter]
    public SwitchParameter Speaking { get; set; }

    protected override void ProcessRecord()
    {
        var all = new ActorQuery { Types = Type, AffiliatedWith = AffiliatedWith, Speaking = Speaking };
        if (Name.Length == 0) WriteAll(null, (engine, token) => engine.GetActorsAsync(all, Clocks, token));
        foreach (var name in Name)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
                WriteLike(name, actor => [actor.ActorId, actor.Name, .. actor.Aliases.Split(", ")], (engine, token) => engine.GetActorsAsync(all, Clocks, token));
            else WriteAll(name, (engine, token) => engine.GetActorsAsync(new ActorQuery { Name = name }, Clocks, token));
        }
    }
}
