using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>The page that is read first, and often alone.</summary>
internal static class FirstPage
{
    public static IEnumerable<Section> Of(Composing composing)
    {
        yield return State(composing);
        yield return OwedSection.Of(composing);
        if (composing.Facts.Changes is { } changes) yield return ChangesSection.Of(composing, changes);
        yield return Next(composing);
    }

    private static Section State(Composing composing)
    {
        var status = composing.Facts.Status;
        var line = StateLine.Of(composing.Facts, isLinked: true);
        if (status.StateDecision is { } decision)
        {
            line.Words($" ({Wording.Word(decision.Basis)}");
            // A step's state links to it already.
            if (!line.Spans.Any(span => span.Kind == SpanKind.Reference) && composing.Statements(decision.Statements) is { IsEmpty: false } statements) line.Words("; ").With(statements);
            line.Words(").");
        }
        var blocks = new List<Block> { new Paragraph(line), new Bullets([.. Summary.Of(composing)]) };
        if (composing.Facts.Negotiation.Descriptions.Count > 0) blocks.Add(new Paragraph(new Line().Said(composing.Facts.Negotiation.Descriptions)));
        if (status.LastStatement.Length > 0) blocks.Add(new Paragraph(composing.Statement(status.LastStatement, new Line().Words("Last activity: "))));
        return new Section("summary", "Summary", blocks);
    }

    private static Section Next(Composing composing)
    {
        var status = composing.Facts.Status;
        var rows = new List<Fact> { new("Next meeting", status.NextMeeting is null ? new Line().Words("none") : Meeting(composing, status.NextMeeting)) };
        rows.AddRange(status.Conditions.Select(condition => new Fact("Condition", Condition(composing, condition))));
        rows.AddRange(status.Warnings.Select(warning => new Fact("Warning", WarningsSection.Live(composing, warning))));
        if (status.Warnings.Count == 0) rows.Add(new Fact("Warning", new Line().Words("none in force")));
        rows.AddRange(status.Standoffs.Select(standoff => new Fact("Standoff",
            composing.Actors(standoff.Actors).Words(": each waits for the other to act first (").With(composing.Statements(standoff.Conditions)).Words(")"))));
        return new Section("next", "What comes next", [new Facts(rows)]);
    }

    private static Line Meeting(Composing composing, Diplomacy.V1.Meeting meeting)
    {
        var line = new Line().Said(meeting.Titles);
        if (meeting.Places.First() is { Length: > 0 } place && !meeting.Titles.First().Contains(place, StringComparison.Ordinal)) line.Words(", ").Said(meeting.Places);
        line.Words($", {Wording.InWords(meeting.Phase)}{(meeting.Date is null ? "" : $" for {meeting.Date.Text}")}");
        if (meeting.Participants.Count > 0) line.Words(", with ").With(composing.Actors(meeting.Participants));
        return line.Words($" ({Wording.Word(meeting.PhaseDecision?.Basis ?? default)}; ").With(composing.Statements(meeting.Statements)).Words(")");
    }

    private static Line Condition(Composing composing, Diplomacy.V1.LiveCondition condition)
    {
        var line = composing.Actors(condition.Authors).Words(": ").Said(condition.Titles);
        if (condition.WaitingFor.Count > 0) line.Words("; waits for ").With(composing.Actors(condition.WaitingFor));
        return line.Words($" ({(condition.Blocking ? "blocks" : "does not block")}; {Wording.Word(condition.Basis)}; ").With(composing.Statement(condition.Statement)).Words(")");
    }
}
