using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>The page that is read first, and often alone.</summary>
internal static class FirstPage
{
    public static IEnumerable<Section> Of(ReportContext context)
    {
        yield return State(context);
        yield return OwedSection.Of(context);
        if (context.Facts.Changes is { } changes) yield return ChangesSection.Of(context, changes);
        yield return Next(context);
    }

    private static Section State(ReportContext context)
    {
        var status = context.Facts.Status;
        var line = StateLine.Of(context.Facts, isLinked: true);
        if (status.StateDecision is { } decision)
        {
            line.Words($" ({ReportText.Basis(decision.Basis)}");
            // A step's state links to it already.
            if (!line.Spans.Any(span => span.Kind == SpanKind.Reference)
                    && context.Statements(decision.Statements) is { IsEmpty: false } statements)
                line.Words("; ").With(statements);
            line.Words(").");
        }
        var blocks = new List<Block> { new Paragraph(line), new Bullets([.. Summary.Of(context)]) };
        if (context.Facts.Negotiation.Descriptions.Count > 0)
            blocks.Add(new Paragraph(new Line().Said(context.Facts.Negotiation.Descriptions)));
        if (status.LastStatement.Length > 0)
            blocks.Add(new Paragraph(context.Statement(status.LastStatement, new Line().Words("Last activity: "))));
        return new Section("summary", "Summary", blocks);
    }

    private static Section Next(ReportContext context)
    {
        var status = context.Facts.Status;
        var rows = new List<Fact> { new("Next meeting",
            status.NextMeeting is null ? new Line().Words("none") : Meeting(context, status.NextMeeting)) };
        rows.AddRange(status.Conditions.Select(condition => new Fact("Condition", Condition(context, condition))));
        rows.AddRange(status.Warnings.Select(warning => new Fact("Warning", WarningsSection.Live(context, warning))));
        if (status.Warnings.Count == 0) rows.Add(new Fact("Warning", new Line().Words("none in force")));
        rows.AddRange(status.Standoffs.Select(standoff => new Fact("Standoff",
            context.Actors(standoff.Actors).Words(": each waits for the other to act first (").With(context.Statements(standoff.Conditions))
                .Words(")"))));
        return new Section("next", "What comes next", [new Facts(rows)]);
    }

    private static Line Meeting(ReportContext context, Diplomacy.V1.Meeting meeting)
    {
        var line = new Line().Said(meeting.Titles);
        if (meeting.Places.First() is { Length: > 0 } place && !meeting.Titles.First().Contains(place, StringComparison.Ordinal))
            line.Words(", ").Said(meeting.Places);
        line.Words($", {ReportText.InWords(meeting.Phase)}{(meeting.Date is null ? "" : $" for {meeting.Date.Text}")}");
        if (meeting.Participants.Count > 0) line.Words(", with ").With(context.Actors(meeting.Participants));
        return line.Words($" ({ReportText.Basis(meeting.PhaseDecision?.Basis ?? default)}; ")
            .With(context.Statements(meeting.Statements)).Words(")");
    }

    private static Line Condition(ReportContext context, Diplomacy.V1.LiveCondition condition)
    {
        var line = context.Actors(condition.Authors).Words(": ").Said(condition.Titles);
        if (condition.WaitingFor.Count > 0) line.Words("; waits for ").With(context.Actors(condition.WaitingFor));
        return line.Words($" ({(condition.Blocking ? "blocks" : "does not block")}; {ReportText.Basis(condition.Basis)}; ")
            .With(context.Statement(condition.Statement)).Words(")");
    }
}
