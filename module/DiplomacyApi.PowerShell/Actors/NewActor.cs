using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Creates an actor: a state, organisation, ministry, person, news outlet or coalition.</summary>
[Cmdlet(VerbsCommon.New, "Actor", SupportsShouldProcess = true)]
[OutputType(typeof(Actor))]
public sealed class NewActor : ActorCmdlet
{
    /// <summary>The actor's names, the usual one first: 'NATO', or [ordered]@{ en = 'NATO'; fr = 'OTAN' }.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public object[] Name { get; set; } = [];

    /// <summary>What kind of actor it is.</summary>
    [Parameter(Mandatory = true)]
    [Choice<ActorType>]
    public ActorType Type { get; set; }

    /// <summary>The id for the new actor. Default: made from the name if possible, otherwise chosen by the server.</summary>
    [Parameter]
    [Alias("ActorId")]
    [Text(MayBeEmpty = true)]
    public string? Id { get; set; }

    internal ActorDraft Draft() => Draft(Id, Name, Type);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!ShouldSend(string.Join(", ", ActorInput.Texts(Name, Language)!.Select(name => name.Text)), "Create an actor")) return;
        if (!MayBeNamed(Draft(), actor: null)) return;
        if (Call(Name, (engine, token) => engine.Actors.CreateAsync(Draft(), Options, token)) is not { } actor) return;
        if (IsWhatIf) WriteWhatIf($"{actor.Name} would be created as {actor.ActorId}.");
        else WriteObject(actor);
    }
}
