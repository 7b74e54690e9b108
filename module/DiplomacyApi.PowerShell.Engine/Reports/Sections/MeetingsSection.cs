using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>Every meeting and its last phase, by date.</summary>
internal static class MeetingsSection
{
    public static Section Of(ReportContext context)
    {
        var rows = context.Facts.Meetings.OrderBy(meeting => meeting.Date.Earliest() ?? DateTimeOffset.MaxValue)
            .ThenBy(meeting => meeting.Name, StringComparer.Ordinal)
            .Select(meeting => Row(context, meeting)).ToList();
        return new Section("meetings", "Meetings", [rows.Count == 0
            ? new Paragraph(new Line().Words("None."))
            : new Table(["Date", "Meeting", "Phase", "Place", "Who", "Statements"], rows)]);
    }

    private static IReadOnlyList<Line> Row(ReportContext context, Diplomacy.V1.Meeting meeting)
    {
        var title = new Line().Said(meeting.Titles).Then(" ").Code(ResourceNames.IdOf(meeting.Name));
        if (meeting.Agenda.Count > 0) title.Words(": ").Said(meeting.Agenda);
        var phase = new Line().Words($"{ReportText.InWords(meeting.Phase)}, {ReportText.Basis(meeting.PhaseDecision?.Basis ?? default)}");
        if (meeting.InvitationWithdrawn) phase.Words("; invitation withdrawn");
        return
        [
            new Line().Date(meeting.Date?.Text ?? ReportText.None), title, phase,
            meeting.Places.Count == 0 ? new Line().Words(ReportText.None) : new Line().Said(meeting.Places),
            context.Actors(meeting.Participants.Count > 0 ? meeting.Participants : meeting.Invitees.Concat(meeting.Convenors).Distinct()),
            context.Statements(meeting.Statements),
        ];
    }
}
