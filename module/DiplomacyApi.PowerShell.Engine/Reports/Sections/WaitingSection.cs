using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>Who waits for whom, as a picture and in words.</summary>
internal static class WaitingSection
{
    public static Section Of(Composing composing)
    {
        var graph = composing.Facts.Waiting;
        if (graph.Edges.Count == 0) return new Section("waiting", "Who waits for whom", [new Paragraph(new Line().Words("Nobody waits for anybody."))]);
        var rows = graph.Edges.OrderBy(edge => composing.Facts.Name(edge.Creditor), StringComparer.Ordinal).ThenBy(edge => composing.Facts.Name(edge.Debtor), StringComparer.Ordinal)
            .Select(edge => Row(composing, edge)).ToList();
        return new Section("waiting", "Who waits for whom", [new Picture(graph, composing.Facts.Name), new Table(["Who waits", "For whom", "Owed", "Since", "Due", "About"], rows)]);
    }

    private static IReadOnlyList<Line> Row(Composing composing, Diplomacy.V1.WaitEdge edge)
    {
        var owed = new Line().Words(Wording.Number(edge.OwedCount));
        if (edge.OverdueCount > 0) owed.Words(", ").Alert($"{Wording.Number(edge.OverdueCount)} OVERDUE");
        var about = new Line();
        foreach (var subject in edge.Subjects) about.Then(", ").With(composing.Subject(subject));
        if (edge.SubjectCount > edge.Subjects.Count) about.Words($" and {Wording.Number(edge.SubjectCount - edge.Subjects.Count)} more");
        return
        [
            new Line().Said(composing.Facts.Name(edge.Creditor)), new Line().Said(composing.Facts.Name(edge.Debtor)), owed, new Line().Date(edge.Since.Text()),
            new Line().Date(edge.Due?.Text ?? Wording.None), about,
        ];
    }
}
