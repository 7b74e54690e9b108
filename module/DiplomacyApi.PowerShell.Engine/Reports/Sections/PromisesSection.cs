using DiplomacyApi.Client.Sentences;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>What was promised, and whether it was kept.</summary>
internal static class PromisesSection
{
    public static IEnumerable<Section> Of(ReportContext context)
    {
        if (context.Facts.Promises.Count == 0) yield break;
        yield return new Section("promises", "Promises",
            [new Table(["Promisor", "To", "What", "State", "Due", "Statement"],
                [.. context.Facts.Promises.Select(promise => Row(context, promise))])]);
    }

    private static IReadOnlyList<Line> Row(ReportContext context, Diplomacy.V1.Promise promise)
    {
        var what = promise.Kind == Diplomacy.V1.PromiseKind.ToAnswer
            ? new Line().Words("to answer ").With(context.Subject(promise.Demand))
            : new Line().Said(promise.Titles);
        if (promise.Items.Count > 0) what.Words($" ({string.Join(", ", promise.Items)})");
        var state = new Line().Words(
            $"{(promise.State == Diplomacy.V1.ObligationState.Unspecified ? ReportText.None : ReportText.InWords(promise.State))}, {ReportText.Basis(promise.Basis)}");
        if (promise.Withdrawn) state.Words("; withdrawn");
        if (promise.WithoutEffect is { } without) state.Words("; ").Caution("WITHOUT EFFECT").Words(": ").Said(without.InEnglish());
        var due = ReportText.Due(promise.Due, promise.DueState);
        if (promise.Missed) due.Then(" ").Alert("MISSED");
        return [new Line().Said(context.Facts.Name(promise.Debtor)), context.Actors(promise.Creditors), what, state,
            due.IsEmpty ? due.Words(ReportText.None) : due,
            context.Statement(promise.Statement)];
    }
}
