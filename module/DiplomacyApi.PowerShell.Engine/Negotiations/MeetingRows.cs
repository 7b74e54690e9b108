using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Obligations;

namespace DiplomacyApi.PowerShell.Engine.Negotiations;

/// <summary>Turns meetings into rows.</summary>
internal sealed class MeetingRows(ActorDisplayNames actors, SentenceFormatter sentences)
{
    public async Task<Meeting> ToRowAsync(Diplomacy.V1.Meeting meeting, string asOf, CancellationToken token) => new()
    {
        MeetingId = ResourceNames.IdOf(meeting.Name),
        Title = meeting.Titles.First(),
        Phase = meeting.Phase.To<MeetingPhase>(),
        Basis = (meeting.PhaseDecision?.Basis ?? default).To<Attribution>(),
        Date = meeting.Date.Text(),
        DateEarliest = meeting.Date.Earliest(),
        DateLatest = meeting.Date.Latest(),
        Place = meeting.Places.First(),
        Convenor = await actors.NamesAsync(meeting.Convenors, token).ConfigureAwait(false),
        Invitees = await actors.NamesAsync(meeting.Invitees, token).ConfigureAwait(false),
        // Where its last phase names nobody, those take part who called it and who were invited.
        Participants = await actors.NamesAsync(
            meeting.Participants.Count > 0 ? meeting.Participants : meeting.Convenors.Concat(meeting.Invitees),
            token).ConfigureAwait(false),
        Agenda = meeting.Agenda.First(),
        Past = meeting.Past,
        InvitationWithdrawn = meeting.InvitationWithdrawn,
        Reason = await sentences.ReasonAsync(meeting.PhaseDecision, token).ConfigureAwait(false),
        Statements = string.Join(", ", meeting.Statements.Select(ResourceNames.IdOf)),
        NegotiationId = ResourceNames.IdOf(meeting.Negotiation),
        AsOf = asOf,
    };
}
