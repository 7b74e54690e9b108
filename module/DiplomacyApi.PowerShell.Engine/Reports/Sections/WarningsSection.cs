using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>Every warning that was given, and whether it is in force.</summary>
internal static class WarningsSection
{
    public static Section Of(ReportContext context)
    {
        var live = context.Facts.Status.Warnings.Select(warning => warning.Statement).ToHashSet(StringComparer.Ordinal);
        var lines = context.Facts.Timeline.Select(entry => entry.Statement)
            .Where(statement => statement.ActCase == Diplomacy.V1.Statement.ActOneofCase.Warning)
            .Select(statement => Of(context, statement, live.Contains(statement.Name))).ToList();
        return new Section("warnings", "Warnings", [lines.Count == 0 ? new Paragraph(new Line().Words("None.")) : new Bullets(lines)]);
    }

    public static Line Live(ReportContext context, Diplomacy.V1.LiveWarning warning) => context.Actors(warning.Authors)
        .Words(": ").Said(warning.Consequences)
        .Words($" ({(warning.Hedged ? "hedged; " : "")}{ReportText.Basis(warning.Basis)}; ")
        .With(context.Statement(warning.Statement)).Words(")");

    private static Line Of(ReportContext context, Diplomacy.V1.Statement statement, bool isLive)
    {
        var line = new Line();
        if (statement.Marking.Length > 0) line.Mark(statement.Marking).Words(" ");
        line.Words($"{statement.Said.Text()} · ").Strong(context.Facts.Name(statement.Speaker)).Words(": ")
            .Said(statement.Warning.Consequences);
        if (statement.Warning.Conditions.Count > 0) line.Words("; condition: ").Said(statement.Warning.Conditions);
        line.Words($" ({(statement.Warning.Hedged ? "hedged; " : "")}{ReportText.Basis(statement.Attribution)}; ");
        return context.Statement(statement.Name, isLive ? line.Caution("IN FORCE").Words("; ") : line.Words("no longer in force; "))
            .Words(")");
    }
}
