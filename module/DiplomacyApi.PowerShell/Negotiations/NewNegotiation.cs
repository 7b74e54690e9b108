using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Creates a negotiation, under which statements are filed. Its status follows from them.</summary>
[Cmdlet(VerbsCommon.New, "Negotiation", SupportsShouldProcess = true)]
[OutputType(typeof(Negotiation))]
public sealed class NewNegotiation : WritingCmdlet
{
    /// <summary>The title.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public Words? Title { get; set; }

    /// <summary>
    /// The id for the new negotiation. Default: made of the title, or chosen by the server if it is not in Latin letters.
    /// </summary>
    [Parameter]
    [Alias("NegotiationId")]
    [Text(MayBeEmpty = true)]
    public string? Id { get; set; }

    /// <summary>Who takes part: ids or names.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Party { get; set; }

    /// <summary>What it is about, in words.</summary>
    [Parameter]
    public Words? Description { get; set; }

    /// <summary>The language of the words, such as en.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? Language { get; set; }

    /// <summary>A handling marking that every view prints.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? Marking { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!ShouldSend($"{Title}", "Create a negotiation")) return;
        var draft = new NegotiationDraft(Id, Title, Party, Description, Language, Marking);
        if (Call(Title, (engine, token) => engine.Negotiations.CreateAsync(draft, Options, token)) is not { } negotiation) return;
        if (IsWhatIf) WriteWhatIf($"{Title} would be created as {negotiation.NegotiationId}.");
        else WriteObject(negotiation);
    }
}
