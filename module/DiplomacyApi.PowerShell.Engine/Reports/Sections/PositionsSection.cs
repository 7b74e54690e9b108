using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>Each demand: how it was made, and what each debtor has said to each item.</summary>
internal static class PositionsSection
{
    public static Section Of(ReportContext context)
    {
        var blocks = new List<Block>();
        foreach (var demand in context.Facts.Demands)
        {
            var title = new Line();
            if (demand.Marking.Length > 0) title.Mark(demand.Marking).Words(" ");
            blocks.Add(new Subheading(title.Said(demand.Titles).Words(" ").Code(ResourceNames.IdOf(demand.Name)),
                ReportContext.AnchorOfDemand(demand.Name)));
            blocks.Add(new Paragraph(Made(context, demand)));
            var rows = context.Facts.Obligations.Where(owed => owed.Subject == demand.Name)
                .OrderBy(owed => ItemPlace(demand, owed.Item)).ThenBy(owed => context.Facts.Name(owed.Debtor), StringComparer.Ordinal)
                .Select(owed => Row(context, owed)).ToList();
            blocks.Add(rows.Count == 0
                ? new Paragraph(new Line().Words("It obliges nobody."))
                : new Table(["Item", "Debtor", "State", "Spoken position", "Formal position", "Decided by"], rows));
        }
        if (blocks.Count == 0) blocks.Add(new Paragraph(new Line().Words("Nothing was demanded.")));
        return new Section("positions", "Positions per item", blocks);
    }

    private static Line Made(ReportContext context, Diplomacy.V1.Demand demand)
    {
        var line = context.Actors(demand.Creditors).Words($" · {ReportText.InWords(demand.Force)}, since {demand.Since.Text()}");
        if (demand.RequiredForm == Diplomacy.V1.RequiredForm.Written) line.Words(", to be answered in writing");
        if (demand.ItemByItem) line.Words(", item by item");
        if (demand.InOwnName) line.Words(", each in its own name");
        if (demand.DueAsked is not null) line.Words(", due ").Words(demand.DueAsked.Text);
        line.Words(" (").With(context.Statements(demand.RestatedBy.Prepend(demand.Statement))).Words(")");
        if (demand.Replaces.Length > 0) line.Words(", replaces ").Code(ResourceNames.IdOf(demand.Replaces));
        if (demand.ReplacedBy.Length > 0) line.Words(", replaced by ").Code(ResourceNames.IdOf(demand.ReplacedBy));
        return line.Words(".");
    }

    private static int ItemPlace(Diplomacy.V1.Demand demand, string item) =>
        demand.Items.Select((one, place) => one.Id == item ? place : int.MaxValue).DefaultIfEmpty().Min();

    private static IReadOnlyList<Line> Row(ReportContext context, Diplomacy.V1.Obligation owed)
    {
        var item = owed.Item.Length == 0 ? new Line().Words("the whole") : new Line().Said(owed.ItemTitles).Then(" ").Code(owed.Item);
        var state = new Line();
        if (owed.State == Diplomacy.V1.ObligationState.Disputed) state.Caution("DISPUTED");
        else state.Words(ReportText.InWords(owed.State));
        state.Words($", {ReportText.Basis(owed.StateDecision?.Basis ?? default)}");
        if (owed.Acknowledgement != Diplomacy.V1.Disposition.Unspecified) state.Words($"; {ReportText.InWords(owed.Acknowledgement)}");
        var decided = new[] { owed.StateDecision, owed.SpokenDecision, owed.FormalDecision }
            .SelectMany(decision => decision?.Statements ?? []);
        return [item, new Line().Said(context.Facts.Name(owed.Debtor)), state, Position(owed.SpokenPosition, owed.SpokenDecision),
            Position(owed.FormalPosition, owed.FormalDecision), context.Statements(decided)];
    }

    private static Line Position(Diplomacy.V1.Disposition position, Decision? decision)
    {
        var line = new Line().Words(ReportText.Position(position));
        return position == Diplomacy.V1.Disposition.Unspecified ? line : line.Words($", {ReportText.Basis(decision?.Basis ?? default)}");
    }
}
