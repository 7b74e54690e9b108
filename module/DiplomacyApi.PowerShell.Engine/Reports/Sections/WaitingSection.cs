using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>Who waits for whom, as a picture and in words.</summary>
internal static class WaitingSection
{
    public static Section Of(ReportContext context)
    {
        var graph = context.Facts.Waiting;
        if (graph.Edges.Count == 0)
            return new Section("waiting", "Who waits for whom", [new Paragraph(new Line().Words("Nobody waits for anybody."))]);
        var rows = graph.Edges.OrderBy(edge => context.Facts.Name(edge.Creditor), StringComparer.Ordinal)
            .ThenBy(edge => context.Facts.Name(edge.Debtor), StringComparer.Ordinal)
            .Select(edge => Row(context, edge)).ToList();
        return new Section("waiting", "Who waits for whom",
            [new Picture(graph, context.Facts.Name), new Table(["Who waits", "For whom", "Owed", "Since", "Due", "About"], rows)]);
    }

    private static IReadOnlyList<Line> Row(ReportContext context, Diplomacy.V1.WaitEdge edge)
    {
        var owed = new Line().Words(ReportText.Number(edge.OwedCount));
        if (edge.OverdueCount > 0) owed.Words(", ").Alert($"{ReportText.Number(edge.OverdueCount)} OVERDUE");
        var about = new Line();
        foreach (var subject in edge.Subjects) about.Then(", ").With(context.Subject(subject));
        if (edge.SubjectCount > edge.Subjects.Count) about.Words($" and {ReportText.Number(edge.SubjectCount - edge.Subjects.Count)} more");
        return
        [
            new Line().Said(context.Facts.Name(edge.Creditor)), new Line().Said(context.Facts.Name(edge.Debtor)), owed,
            new Line().Date(edge.Since.Text()),
            new Line().Date(edge.Due?.Text ?? ReportText.None), about,
        ];
    }
}
