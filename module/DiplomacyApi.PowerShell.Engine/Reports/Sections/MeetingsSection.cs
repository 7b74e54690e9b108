using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>Every meeting and its last phase, by date.</summary>
internal static class MeetingsSection
{
    public static Section Of(Composing composing)
    {
        var rows = composing.Facts.Meetings.OrderBy(meeting => meeting.Date.Earliest() ?? DateTimeOffset.MaxValue).ThenBy(meeting => meeting.Name, StringComparer.Ordinal)
            .Select(meeting => Row(composing, meeting)).ToList();
        return new Section("meetings", "Meetings", [rows.Count == 0
            ? new Paragraph(new Line().Words("None."))
            : new Table(["Date", "Meeting", "Phase", "Place", "Who", "Statements"], rows)]);
    }

    private static IReadOnlyList<Line> Row(Composing composing, Diplomacy.V1.Meeting meeting)
    {
        var title = new Line().Said(meeting.Titles).Then(" ").Code(ResourceNames.IdOf(meeting.Name));
        if (meeting.Agenda.Count > 0) title.Words(": ").Said(meeting.Agenda);
        var phase = new Line().Words($"{Wording.InWords(meeting.Phase)}, {Wording.Word(meeting.PhaseDecision?.Basis ?? default)}");
        if (meeting.InvitationWithdrawn) phase.Words("; invitation withdrawn");
        return
        [
            new Line().Date(meeting.Date?.Text ?? Wording.None), title, phase, meeting.Places.Count == 0 ? new Line().Words(Wording.None) : new Line().Said(meeting.Places),
            composing.Actors(meeting.Participants.Count > 0 ? meeting.Participants : meeting.Invitees.Concat(meeting.Convenors).Distinct()), composing.Statements(meeting.Statements),
        ];
    }
}
