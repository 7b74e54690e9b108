using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Negotiations.</summary>
internal sealed partial class Rows
{
    public async Task<Negotiation> OfAsync(Diplomacy.V1.Negotiation negotiation, CancellationToken token) => new()
    {
        NegotiationId = Ids.Bare(negotiation.Name),
        Title = negotiation.Titles.First(),
        Parties = await actors.NamesAsync(negotiation.Parties, token).ConfigureAwait(false),
        Description = negotiation.Descriptions.First(),
        Marking = negotiation.Marking,
        Revision = negotiation.Revision,
    };

    public async Task<Standoff> OfAsync(Diplomacy.V1.Standoff standoff, string asOf, CancellationToken token) => new()
    {
        Actors = await actors.NamesAsync(standoff.Actors, token).ConfigureAwait(false),
        ActorIds = string.Join(", ", standoff.Actors.Select(Ids.Bare)),
        ConditionCount = standoff.Conditions.Count,
        Conditions = string.Join(", ", standoff.Conditions.Select(Ids.Bare)),
        AsOf = asOf,
    };

    public async Task<Meeting> OfAsync(Diplomacy.V1.Meeting meeting, string asOf, CancellationToken token) => new()
    {
        MeetingId = Ids.Bare(meeting.Name),
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
        Participants = await actors.NamesAsync(meeting.Participants.Count > 0 ? meeting.Participants : meeting.Convenors.Concat(meeting.Invitees), token).ConfigureAwait(false),
        Agenda = meeting.Agenda.First(),
        Past = meeting.Past,
        InvitationWithdrawn = meeting.InvitationWithdrawn,
        Reason = await ReasonAsync(meeting.PhaseDecision, token).ConfigureAwait(false),
        Statements = string.Join(", ", meeting.Statements.Select(Ids.Bare)),
        NegotiationId = Ids.Bare(meeting.Negotiation),
        AsOf = asOf,
    };

    public async Task<TimelineEntry> OfAsync(Diplomacy.V1.TimelineEntry entry, CancellationToken token) => new()
    {
        Said = entry.Statement.Said.Text(),
        Seen = entry.SeenTime.ToDateTimeOffset(),
        Speaker = await actors.NameAsync(entry.Statement.Speaker, token).ConfigureAwait(false),
        SpeakerId = Ids.Bare(entry.Statement.Speaker),
        Act = entry.Statement.ActKind.ToString(),
        Summary = entry.Statement.Summaries.First(),
        Attribution = entry.Statement.Attribution.To<Attribution>(),
        Effects = await EffectsAsync(entry.Effects, token).ConfigureAwait(false),
        WithoutEffect = Without(entry.WithoutEffect),
        Denied = entry.Denied,
        Confirmed = entry.Confirmed,
        StatementId = Ids.Bare(entry.Statement.Name),
        NegotiationId = Ids.Bare(entry.Statement.Negotiation),
        Sources = Mapping.Sources(entry.Statement.Reports),
        Marking = entry.Statement.Marking,
    };
}
