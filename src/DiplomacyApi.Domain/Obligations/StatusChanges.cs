using Diplomacy.V1;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>What differs between two states of one obligation.</summary>
public static class StatusChanges
{
    /// <summary>
    /// One change for each thing that differs; the caller fills in the cause and the position. Null: there is no such obligation.
    /// Due states are compared as far as they are filled.
    /// </summary>
    public static IEnumerable<StatusChange> Between(Obligation? before, Obligation? after)
    {
        var either = after ?? before;
        if (either is null) yield break;
        foreach (var difference in Differences(before, after).Concat(VerdictDifferences(before, after))
            .Where(one => !Equals(one.Before, one.After)))
        {
            var change = Of(difference.What, either, difference.Before, difference.After);
            change.Creditor = difference.Creditor;
            if (after is not null)
            {
                FillState(change, after, after.DueState);
                change.DueKinds.AddRange(after.DueKinds);
            }
            yield return change;
        }
    }

    /// <summary>That one of the dues passed, with nothing said.</summary>
    public static StatusChange OfPassedDue(Obligation obligation, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(obligation);
        // At its very end it is still due; past it, overdue.
        var (before, after) = (DueStatus.Of([obligation], at), DueStatus.Of([obligation], at.AddTicks(1)));
        var change = Of(StatusChangeKind.Overdue, obligation, StatusValues.Of(before.State), StatusValues.Of(after.State));
        change.ByClock = true;
        FillState(change, obligation, after.State);
        change.DueKinds.AddRange(after.Kinds);
        return change;
    }

    private static StatusChange Of(StatusChangeKind what, Obligation obligation, StatusValue? before, StatusValue? after) => new()
    {
        Subject = obligation.Subject,
        Item = obligation.Item,
        Debtor = obligation.Debtor,
        What = what,
        Before = before,
        After = after,
        Kind = obligation.Kind,
        Creditors = { obligation.Creditors },
        Negotiation = obligation.Negotiation,
    };

    /// <summary>The state of the obligation after the change.</summary>
    private static void FillState(StatusChange change, Obligation after, DueState due) =>
        (change.State, change.DueAsked, change.DuePromised, change.DueState) = (after.State, after.DueAsked, after.DuePromised, due);

    private static Difference[] Differences(Obligation? before, Obligation? after) =>
    [
        new(StatusChangeKind.State, StatusValues.Of(before?.State ?? default), StatusValues.Of(after?.State ?? default)),
        new(StatusChangeKind.SpokenPosition, StatusValues.Of(before?.SpokenPosition ?? default),
            StatusValues.Of(after?.SpokenPosition ?? default)),
        new(StatusChangeKind.FormalPosition, StatusValues.Of(before?.FormalPosition ?? default),
            StatusValues.Of(after?.FormalPosition ?? default)),
        new(StatusChangeKind.DueAsked, StatusValues.Of(before?.DueAsked), StatusValues.Of(after?.DueAsked)),
        new(StatusChangeKind.DuePromised, StatusValues.Of(before?.DuePromised), StatusValues.Of(after?.DuePromised)),
        new(StatusChangeKind.Overdue, StatusValues.Of(before?.DueState ?? default), StatusValues.Of(after?.DueState ?? default)),
    ];

    /// <summary>The verdicts that differ, by creditor.</summary>
    private static IEnumerable<Difference> VerdictDifferences(Obligation? before, Obligation? after)
    {
        var (was, now) = (VerdictsOf(before), VerdictsOf(after));
        return was.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Select(creditor =>
            new Difference(StatusChangeKind.Verdict, StatusValues.Of(was.GetValueOrDefault(creditor)),
                StatusValues.Of(now.GetValueOrDefault(creditor)), creditor));
    }

    private static Dictionary<string, Verdict> VerdictsOf(Obligation? obligation) =>
        obligation?.Verdicts.ToDictionary(verdict => verdict.Creditor, verdict => verdict.Verdict, StringComparer.Ordinal) ?? [];

    private sealed record Difference(StatusChangeKind What, StatusValue? Before, StatusValue? After, string Creditor = "");
}
