using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Changes what is given of an actor, and leaves the rest. What is given empty is emptied.</summary>
[Cmdlet(VerbsCommon.Set, "Actor", SupportsShouldProcess = true)]
[OutputType(typeof(Actor))]
public sealed class SetActor : ActorCmdlet
{
    /// <summary>The actor: an id or a name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ActorId")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string Actor { get; set; } = "";

    /// <summary>All the names it goes by, the usual one first.</summary>
    [Parameter]
    public object[]? Name { get; set; }

    /// <summary>What kind of actor it is.</summary>
    [Parameter]
    [Choice<ActorType>]
    public ActorType Type { get; set; }

    /// <summary>Change it only if it is still what it was when this etag was read.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Text(MayBeEmpty = true)]
    public string? Etag { get; set; }

    protected override void ProcessRecord()
    {
        if (!Asks(Actor, "Change an actor")) return;
        if (Ask(Actor, (engine, token) => engine.UpdateActorAsync(Actor, Draft(null, Name, Type), Etag, Guards, token)) is not { } actor) return;
        if (IsWhatIf) Tell($"{actor.Name} ({actor.ActorId}) would be changed.");
        else WriteObject(actor);
    }
}
