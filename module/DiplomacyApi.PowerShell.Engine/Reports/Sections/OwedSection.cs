using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>Who owes what, according to whom: a row for each demand, promise or meeting and debtor, the most urgent first.</summary>
internal static class OwedSection
{
    public static Section Of(ReportContext context)
    {
        var rows = context.Facts.Obligations.Where(IsOpen)
            .GroupBy(owed => (owed.Subject, owed.Debtor))
            .Select(group => group.ToList())
            .OrderByDescending(group => group.Max(owed => owed.DueState))
            .ThenBy(group => group.Min(owed => owed.DueAsked.Latest()) ?? DateTimeOffset.MaxValue)
            .ThenBy(group => context.Facts.Name(group[0].Debtor), StringComparer.Ordinal)
            .ThenBy(group => group[0].Subject, StringComparer.Ordinal)
            .Select(group => Row(context, group)).ToList();
        return new Section("owed", "Who owes what", [rows.Count == 0
            ? new Paragraph(new Line().Words("Nothing is owed or contested."))
            : new Table(["Debtor", "Owes", "State", "Attribution", "Due", "Decided by"], rows)]);
    }

    private static bool IsOpen(Diplomacy.V1.Obligation owed) =>
        owed.State is Diplomacy.V1.ObligationState.Outstanding or Diplomacy.V1.ObligationState.Acknowledged
            or Diplomacy.V1.ObligationState.Promised or Diplomacy.V1.ObligationState.Disputed;

    private static IReadOnlyList<Line> Row(ReportContext context, List<Diplomacy.V1.Obligation> group)
    {
        var first = group[0];
        var all = context.Facts.Obligations.Count(one => one.Subject == first.Subject && one.Debtor == first.Debtor);
        var owes = new Line().Words($"{ReportText.Owed(first.Kind)} to ")
            .With(context.Actors(first.Creditors)).Words(": ").With(context.Subject(first.Subject));
        if (all > 1) owes.Words($", {ReportText.Number(group.Count)} of {ReportText.Number(all)} items");
        owes.Words(", since ").Date(first.Since.Text());
        var due = ReportText.Due(group.Select(owed => owed.DueAsked).FirstOrDefault(one => one is not null),
            StateBy(Diplomacy.V1.DueKind.Asked));
        foreach (var promise in group.SelectMany(owed => owed.Promises).DistinctBy(promise => promise.Statement))
        {
            due.Then("; ").Words(promise.Due is null ? "promised" : "promised for ").Date(promise.Due.Text());
            if (promise.Missed) due.Words(" ").Alert("MISSED");
        }
        ReportText.Mark(due, StateBy(Diplomacy.V1.DueKind.Promised));
        if (due.IsEmpty) due.Words(ReportText.None);
        var bases = group.Select(owed => owed.StateDecision?.Basis ?? default).Distinct().Order().Select(ReportText.Basis);
        return
        [
            new Line().Said(context.Facts.Name(first.Debtor)), owes, States(group), new Line().Words(string.Join(", ", bases)), due,
            context.Statements(group.SelectMany(owed => owed.StateDecision?.Statements ?? [])),
        ];

        // Each due is marked by itself, as it is overdue past either.
        Diplomacy.V1.DueState StateBy(Diplomacy.V1.DueKind kind) =>
            group.Where(owed => owed.DueKinds.Contains(kind)).Select(owed => owed.DueState).DefaultIfEmpty().Max();
    }

    private static Line States(List<Diplomacy.V1.Obligation> group)
    {
        var line = new Line();
        foreach (var state in group.GroupBy(owed => owed.State).OrderBy(state => state.Key))
        {
            line.Then(", ");
            if (state.Key == Diplomacy.V1.ObligationState.Disputed) line.Caution("DISPUTED");
            else line.Words(ReportText.InWords(state.Key));
            if (state.Count() < group.Count) line.Words($" ({ReportText.Number(state.Count())})");
        }
        Positions(line, "orally", group, owed => owed.SpokenPosition, owed => owed.SpokenDecision);
        Positions(line, "in the required form", group, owed => owed.FormalPosition, owed => owed.FormalDecision);
        return line;
    }

    private static void Positions(Line line, string how, List<Diplomacy.V1.Obligation> group,
        Func<Diplomacy.V1.Obligation, Diplomacy.V1.Disposition> position, Func<Diplomacy.V1.Obligation, Diplomacy.V1.Decision?> decision)
    {
        var taken = group.GroupBy(position).Where(one => one.Key != Diplomacy.V1.Disposition.Unspecified).OrderBy(one => one.Key)
            .Select(one => ReportText.InWords(one.Key) + (one.Count() < group.Count ? $" ({ReportText.Number(one.Count())})" : ""))
            .ToList();
        var weakest = group.Select(owed => decision(owed)?.Basis ?? default).Max();
        if (taken.Count > 0) line.Words($"; {string.Join(", ", taken)} {how}, {ReportText.Basis(weakest)}");
    }
}
