using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records the next phase of a meeting: proposed, scheduled, held, postponed, cancelled.</summary>
[Cmdlet(VerbsCommon.Add, "Meeting", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddMeeting : RecordingCmdlet
{
    /// <summary>
    /// The meeting's id; for a new meeting, the id that it will have. Default: a new meeting, with an id made of its title and date.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("MeetingId", "Meeting")]
    [ArgumentCompleter(typeof(MeetingCompleter))]
    [Named(NameKind.Meeting, MayBeEmpty = true)]
    public string? Id { get; set; }

    /// <summary>The phase that the meeting has reached.</summary>
    [Parameter]
    [Choice<MeetingPhase>]
    public MeetingPhase Phase { get; set; }

    /// <summary>The title. Default for a new meeting: the summary.</summary>
    [Parameter]
    public Words? Title { get; set; }

    /// <summary>Who is invited. Everyone invited to a proposed meeting owes a reply.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Invitee { get; set; }

    /// <summary>Who takes part. Default: the speaker and everyone invited so far.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Participant { get; set; }

    /// <summary>Where the meeting takes place.</summary>
    [Parameter]
    public Words? Place { get; set; }

    /// <summary>When the meeting takes place.</summary>
    [Parameter, PartialDate]
    public string? Date { get; set; }

    /// <summary>What it is about, in words.</summary>
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
