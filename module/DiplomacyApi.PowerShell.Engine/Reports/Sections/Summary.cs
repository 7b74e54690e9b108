using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>What is read first, in a few lines: what is overdue, which promises were broken, what changed.</summary>
internal static class Summary
{
    public static IEnumerable<Line> Of(ReportContext context)
    {
        var facts = context.Facts;
        var lines = new List<Line>();
        var overdue = facts.Obligations.Where(owed => owed.DueState == Diplomacy.V1.DueState.Overdue)
            .GroupBy(owed => (owed.Subject, owed.Debtor)).Select(group => group.First())
            .OrderBy(owed => owed.DueStateTime?.ToDateTimeOffset()).ThenBy(owed => facts.Name(owed.Debtor), StringComparer.Ordinal)
            .ToList();
        if (overdue.Count == 0) lines.Add(new Line().Words("Nothing is overdue."));
        foreach (var owed in overdue) lines.Add(Overdue(context, owed));
        foreach (var promise in facts.Promises.Where(promise => promise.Missed)) lines.Add(Broken(context, promise));
        if (facts.Changes is { } changes)
            lines.Add(changes.Count == 0
                ? new Line().Words($"Nothing changed since {facts.Point.Since!.Date}.")
                : new Line().Reference("changes",
                    $"{ReportText.Count(ChangesSection.Grouped(changes).Count(), "change", "changes")} since {facts.Point.Since!.Date}"));
        return lines;
    }

    private static Line Overdue(ReportContext context, Diplomacy.V1.Obligation owed)
    {
        var line = new Line().Alert("OVERDUE").Words(": ").Said(context.Facts.Name(owed.Debtor))
            .Words($" owes {ReportText.Owed(owed.Kind)} to ").With(context.Actors(owed.Creditors))
            .Words(": ").With(context.Subject(owed.Subject));
        var asked = owed.DueKinds.Contains(Diplomacy.V1.DueKind.Asked);
        return line.Words(asked ? ", due " : ", promised for ").Date((asked ? owed.DueAsked : owed.DuePromised).Text());
    }

    private static Line Broken(ReportContext context, Diplomacy.V1.Promise promise)
    {
        var line = new Line().Alert("BROKEN PROMISE").Words(": ").Said(context.Facts.Name(promise.Debtor)).Words(" promised ");
        if (promise.Kind == Diplomacy.V1.PromiseKind.ToAnswer) line.Words("an answer to ").With(context.Subject(promise.Demand));
        else line.Said(promise.Titles);
        return context.Statement(promise.Statement, line.Words(" by ").Date(promise.Due.Text()).Words(" (")).Words(")");
    }
}
