using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>
/// A demand's status with one debtor, from the obligations of its items. By far the most demands ask for one thing: with one item nothing
/// is grouped, compared or sorted, and the obligation's messages are used as they are, since they were filled for this alone.
/// </summary>
internal static class DebtorRollUp
{
    public static DebtorStatus Of(string debtor, IReadOnlyList<Obligation> items, DateTimeOffset asOf)
    {
        var dues = DueStatus.Of(items, asOf);
        var behind = Least(items, item => AsOfCalculator.Progress(item.State));
        var (spoken, formal) = (Common(items, item => item.SpokenPosition), Common(items, item => item.FormalPosition));
        var status = new DebtorStatus
        {
            Debtor = debtor,
            State = behind.State,
            StateDecision = behind.StateDecision,
            SpokenPosition = spoken,
            SpokenDecision = spoken == Disposition.Unspecified ? null : items[0].SpokenDecision,
            FormalPosition = formal,
            FormalDecision = formal == Disposition.Unspecified ? null : items[0].FormalDecision,
            ItemsTotal = items.Count,
            Since = Least(items, item => DateBounds.Of(item.Since).Earliest).Since,
        };
        foreach (var item in items)
        {
            if (ObligationStateMachine.IsOwedState(item.State)) status.ItemsOwed++;
            if (item.State == ObligationState.Disputed) status.ItemsContested++;
            if (item.State is ObligationState.Answered or ObligationState.Settled && item.Delivered
                    && item.FormalPosition != Disposition.Unspecified)
                status.ItemsAnswered++;
            status.Late |= item.Late;
        }
        (status.DueAsked, status.DuePromised, status.DueState, status.DueStateTime) =
            (dues.Asked ?? behind.DueAsked, dues.Promised, dues.State, dues.Since);
        status.DueKinds.AddRange(dues.Kinds);
        status.Creditors.AddRange(CreditorsOf(items));
        status.SatisfiedCreditors.AddRange(SatisfiedOf(items, status.Creditors));
        status.SpokenCounts.AddRange(Counts(items, spoken, item => item.SpokenPosition));
        status.FormalCounts.AddRange(Counts(items, formal, item => item.FormalPosition));
        status.Promises.AddRange(items.Count == 1 ? items[0].Promises : EachOnce(items.SelectMany(item => item.Promises)));
        return status;
    }

    private static Obligation Least<T>(IReadOnlyList<Obligation> items, Func<Obligation, T> key) =>
        items.Count == 1 ? items[0] : items.MinBy(key)!;

    private static IEnumerable<string> CreditorsOf(IReadOnlyList<Obligation> items) => items is [{ Creditors.Count: 1 } one]
        ? one.Creditors
        : items.SelectMany(item => item.Creditors).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Those that are satisfied with every item owed to them; nobody is, where nobody gave a verdict.</summary>
    private static IEnumerable<string> SatisfiedOf(
        IReadOnlyList<Obligation> items, IEnumerable<string> creditors) => items.Any(item => item.Verdicts.Count > 0)
        ? creditors.Where(creditor => items.All(item => !item.Creditors.Contains(creditor) || AsOfCalculator.IsSatisfied(item, creditor)))
            .ToList()
        : [];

    private static Disposition Common(IReadOnlyList<Obligation> items, Func<Obligation, Disposition> position)
    {
        var first = position(items[0]);
        for (var place = 1; place < items.Count; place++)
            if (position(items[place]) != first) return Disposition.Unspecified;
        return first;
    }

    private static IEnumerable<PositionCount> Counts(
        IReadOnlyList<Obligation> items, Disposition common, Func<Obligation, Disposition> position)
    {
        if (common != Disposition.Unspecified) return [new PositionCount { Position = common, Count = items.Count }];
        if (items.Count == 1) return [];
        return items.GroupBy(position)
            .Where(group => group.Key != Disposition.Unspecified)
            .OrderBy(group => group.Key)
            .Select(group => new PositionCount { Position = group.Key, Count = group.Count() });
    }

    private static IEnumerable<PromiseMade> EachOnce(IEnumerable<PromiseMade> promises)
    {
        foreach (var made in promises.GroupBy(made => made.Statement, StringComparer.Ordinal))
        {
            var promise = made.First().Clone();
            promise.Missed = made.Any(one => one.Missed);
            promise.Stands = made.Any(one => one.Stands);
            yield return promise;
        }
    }
}
