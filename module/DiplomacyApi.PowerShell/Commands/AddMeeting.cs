using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records the next phase of a meeting: proposed, scheduled, held, postponed, cancelled.</summary>
[Cmdlet(VerbsCommon.Add, "Meeting", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddMeeting : RecordingCmdlet
{
    /// <summary>The meeting. With its first phase: the id it is to have.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("MeetingId", "Meeting")]
    [ArgumentCompleter(typeof(MeetingCompleter))]
    [Named(NameKind.Meeting, MayBeEmpty = true)]
    public string? Id { get; set; }

    /// <summary>The phase.</summary>
    [Parameter]
    [Choice<MeetingPhase>]
    public MeetingPhase Phase { get; set; }

    /// <summary>What it is called. Without it, in its first phase: the summary.</summary>
    [Parameter]
    public Words? Title { get; set; }

    /// <summary>Who is asked to come; each owes a reply to a proposal.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Invitee { get; set; }

    /// <summary>Who takes part. Without it: the author and all invitees so far.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Participant { get; set; }

    /// <summary>Where.</summary>
    [Parameter]
    public Words? Place { get; set; }

    /// <summary>When.</summary>
    [Parameter, PartialDate]
    public string? Date { get; set; }

    /// <summary>What it is about.</summary>
    [Parameter]
    public Words? Agenda { get; set; }

    private protected override string What => "Record a meeting";

    private protected override ActDraft Act() => new MeetingDraft
    {
        Id = Id,
        Phase = Phase,
        Title = Title,
        Invitees = Invitee,
        Participants = Participant,
        Place = Place,
        Date = Date,
        Agenda = Agenda,
    };
}
