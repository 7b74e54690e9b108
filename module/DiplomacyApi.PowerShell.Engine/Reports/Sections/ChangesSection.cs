using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>
/// What differs from an earlier date, by what is known of both at the same revision. What is the same for several items appears once.
/// </summary>
internal static class ChangesSection
{
    public static Section Of(ReportContext context, IReadOnlyList<StatusChange> changes)
    {
        var rows = Grouped(changes).Select(group => Row(context, [.. group])).ToList();
        return new Section("changes", $"What changed since {context.Facts.Point.Since!.Date}", [rows.Count == 0
            ? new Paragraph(new Line().Words("Nothing changed."))
            : new Table(["Whose", "What", "Before", "After", "Decided by"], rows)]);
    }

    /// <summary>As the table has them, a row each.</summary>
    public static IEnumerable<IEnumerable<StatusChange>> Grouped(IReadOnlyList<StatusChange> changes) =>
        changes.GroupBy(change => (change.SubjectId, change.DebtorId, change.What, change.Before, change.After, change.StatementId));

    private static IReadOnlyList<Line> Row(ReportContext context, List<StatusChange> group)
    {
        var (first, items) = (group[0], string.Join(", ", group.Select(change => change.Item).Where(item => item.Length > 0)));
        var what = new Line().Words(What(first.What));
        if (first.DebtorId.Length > 0)
            what.Words(", ").With(context.SubjectById(first.SubjectId)).Words(items.Length > 0 ? $" ({items})" : "");
        var after = Value(first.What, first.After);
        if (first.Due.Length > 0 && first.What == "State") after.Words($", due {first.Due}");
        var by = first.StatementId.Length > 0
            ? context.Statement($"statements/{first.StatementId}")
            : new Line().Words("a deadline passed");
        return [first.Debtor.Length > 0 ? new Line().Said(first.Debtor) : new Line().Words("the negotiation"), what,
            Value(first.What, first.Before), after, by];
    }

    private static Line Value(string what, string value) => value.Length == 0 ? new Line().Words("none")
        : what is "State" or "SpokenPosition" or "FormalPosition" or "Overdue" ? new Line().Words(ReportText.InWords(value))
        : new Line().Said(value);

    private static string What(string what) => what switch
    {
        "NegotiationState" or "State" => "state",
        "NegotiationNextMeeting" => "next meeting",
        "NegotiationCondition" => "condition",
        "NegotiationWarning" => "warning",
        "SpokenPosition" => "spoken position",
        "FormalPosition" => "formal position",
        "DueAsked" => "due date",
        "DuePromised" => "promised due date",
        "Verdict" => "verdict",
        "Overdue" => "due",
        _ => what,
    };
}
