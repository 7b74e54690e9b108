using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Changes an actor: what you give is changed, and the rest stays. An empty value clears the field. If a list is replaced and loses
/// entries, the cmdlet asks first, unless you give -Confirm:$false. With -ReplacedBy, two actors that are the same are merged.
/// </summary>
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

    /// <summary>All names of the actor, the usual one first.</summary>
    [Parameter]
    public object[]? Name { get; set; }

    /// <summary>What kind of actor it is.</summary>
    [Parameter]
    [Choice<ActorType>]
    public ActorType Type { get; set; }

    /// <summary>Other names to add.</summary>
    [Parameter]
    public object[]? AddAlias { get; set; }

    /// <summary>Other names to remove.</summary>
    [Parameter]
    [Text(Several = true)]
    public string[]? RemoveAlias { get; set; }

    /// <summary>Offices to add: @{ Body = 'russia'; Role = 'ambassador'; From = '2024'; SpeaksFor = $true }.</summary>
    [Parameter]
    public object[]? AddAffiliation { get; set; }

    /// <summary>Offices to remove: the body, or @{ Body = 'russia'; Role = 'ambassador' } if the actor has several offices there.</summary>
    [Parameter]
    public object[]? RemoveAffiliation { get; set; }

    /// <summary>Refuse the change if the actor was changed after this etag was read.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Text(MayBeEmpty = true)]
    public string? Etag { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!ShouldSend(Actor, "Change an actor")) return;
        var draft = Draft(null, Name, Type) with
        {
            AddAliases = ActorInput.Texts(AddAlias, Language) ?? [],
            RemoveAliases = RemoveAlias ?? [],
            AddAffiliations = [.. (AddAffiliation ?? []).Select(ActorInput.AffiliationOf)],
            RemoveAffiliations = [.. (RemoveAffiliation ?? []).Select(ActorInput.AffiliationOf)],
        };
        if (!MayBeNamed(draft, Actor) || !MayLose(draft)) return;
        if (Call(Actor, (engine, token) => engine.Actors.UpdateAsync(Actor, draft, Etag, Options, token)) is not { } actor) return;
        if (IsWhatIf) WriteWhatIf($"{actor.Name} ({actor.ActorId}) would be changed.");
        else WriteObject(actor);
    }

    /// <summary>Asks where a list that is replaced loses entries, unless -Confirm is given or nothing is to be confirmed.</summary>
    private bool MayLose(ActorDraft draft)
    {
        if (Call(Actor, (engine, token) => engine.Actors.FindLossesAsync(Actor, draft, token)) is not { } lost) return false;
        if (lost.Count == 0) return true;
        var losses = $"{Actor} loses {string.Join(", ", lost)}.";
        if (IsWhatIf) WriteWhatIf(losses);
        return IsWhatIf || MyInvocation.BoundParameters.ContainsKey("Confirm")
            || SessionState.PSVariable.GetValue("ConfirmPreference") is ConfirmImpact.None or "None"
            || ShouldContinue($"{losses} -AddAlias, -AddAffiliation and their counterparts change single entries. Go on?",
                "Change an actor");
    }
}
