using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>Every warning that was given, and whether it is in force.</summary>
internal static class WarningsSection
{
    public static Section Of(Composing composing)
    {
        var live = composing.Facts.Status.Warnings.Select(warning => warning.Statement).ToHashSet(StringComparer.Ordinal);
        var lines = composing.Facts.Timeline.Select(entry => entry.Statement).Where(statement => statement.ActCase == Diplomacy.V1.Statement.ActOneofCase.Warning)
            .Select(statement => Of(composing, statement, live.Contains(statement.Name))).ToList();
        return new Section("warnings", "Warnings", [lines.Count == 0 ? new Paragraph(new Line().Words("None.")) : new Bullets(lines)]);
    }

    public static Line Live(Composing composing, Diplomacy.V1.LiveWarning warning) => composing.Actors(warning.Authors).Words(": ").Said(warning.Consequences)
        .Words($" ({(warning.Hedged ? "hedged; " : "")}{Wording.Word(warning.Basis)}; ").With(composing.Statement(warning.Statement)).Words(")");

    private static Line Of(Composing composing, Diplomacy.V1.Statement statement, bool isLive)
    {
        var line = new Line();
        if (statement.Marking.Length > 0) line.Mark(statement.Marking).Words(" ");
        line.Words($"{statement.Said.Text()} · ").Strong(composing.Facts.Name(statement.Speaker)).Words(": ").Said(statement.Warning.Consequences);
        if (statement.Warning.Conditions.Count > 0) line.Words("; condition: ").Said(statement.Warning.Conditions);
        line.Words($" ({(statement.Warning.Hedged ? "hedged; " : "")}{Wording.Word(statement.Attribution)}; ");
        return composing.Statement(statement.Name, isLive ? line.Caution("IN FORCE").Words("; ") : line.Words("no longer in force; ")).Words(")");
    }
}
