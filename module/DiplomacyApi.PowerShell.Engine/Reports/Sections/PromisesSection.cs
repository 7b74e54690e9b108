using DiplomacyApi.Client.Sentences;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>What was promised, and whether it was kept.</summary>
internal static class PromisesSection
{
    public static IEnumerable<Section> Of(Composing composing)
    {
        if (composing.Facts.Promises.Count == 0) yield break;
        yield return new Section("promises", "Promises", [new Table(["Promisor", "To", "What", "State", "Due", "Statement"], [.. composing.Facts.Promises.Select(promise => Row(composing, promise))])]);
    }

    private static IReadOnlyList<Line> Row(Composing composing, Diplomacy.V1.Promise promise)
    {
        var what = promise.Kind == Diplomacy.V1.PromiseKind.ToAnswer ? new Line().Words("to answer ").With(composing.Subject(promise.Demand)) : new Line().Said(promise.Titles);
        if (promise.Items.Count > 0) what.Words($" ({string.Join(", ", promise.Items)})");
        var state = new Line().Words($"{(promise.State == Diplomacy.V1.ObligationState.Unspecified ? Wording.None : Wording.InWords(promise.State))}, {Wording.Word(promise.Basis)}");
        if (promise.Withdrawn) state.Words("; withdrawn");
        if (promise.WithoutEffect is { } without) state.Words("; ").Caution("WITHOUT EFFECT").Words(": ").Said(without.InEnglish());
        var due = Wording.Due(promise.Due, promise.DueState);
        if (promise.Missed) due.Then(" ").Alert("MISSED");
        return [new Line().Said(composing.Facts.Name(promise.Debtor)), composing.Actors(promise.Creditors), what, state, due.IsEmpty ? due.Words(Wording.None) : due,
            composing.Statement(promise.Statement)];
    }
}
