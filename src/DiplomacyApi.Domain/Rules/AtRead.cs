using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What depends on the as-of date alone and is therefore computed at read, not stored.</summary>
public static class AtRead
{
    /// <summary>
    /// A copy of the span's value, with due state, missed promises and next change filled for the as-of date.
    /// <paramref name="spansOfObligation"/> are all spans of the same obligation; where no promise on it has a due, the span alone is enough.
    /// </summary>
    public static Obligation Obligation(Span<Obligation> span, IReadOnlyList<Span<Obligation>> spansOfObligation, DateTimeOffset asOf)
    {
        var obligation = span.Value.Clone();
        var owed = Owed.IsOwedState(obligation.State);
        obligation.DueState = owed ? DueStateAt(obligation.Due, asOf) : DueState.Unspecified;
        foreach (var promise in obligation.Promises) promise.Missed = IsMissed(promise, spansOfObligation, asOf);
        obligation.NextChangeTime = owed ? NextChange(obligation, asOf) : null;
        return obligation;
    }

    /// <summary>
    /// A copy of the span's value, with its state rolled up from the obligations it covers, as <see cref="Obligation"/> gives them for the
    /// subject at the as-of date.
    /// </summary>
    public static Promise Promise(Span<Promise> span, IEnumerable<Obligation> obligationsOfSubject, DateTimeOffset asOf)
    {
        var promise = span.Value.Clone();
        if (promise.WithoutEffect.Length > 0) return promise;
        var covered = obligationsOfSubject.Where(obligation => obligation.Debtor == promise.Debtor
            && obligation.Promises.Any(made => made.Statement == promise.Statement)).ToList();
        if (covered.Count == 0) return promise;
        promise.State = promise.Withdrawn ? ObligationState.Withdrawn : covered.MinBy(obligation => Advancement(obligation.State))!.State;
        promise.Missed = covered.Exists(obligation => obligation.Promises.Any(made => made.Statement == promise.Statement && made.Missed));
        promise.DueState = covered.Exists(obligation => Owed.IsOwedState(obligation.State)) ? DueStateAt(promise.Due, asOf) : DueState.Unspecified;
        return promise;
    }

    /// <summary>A copy of the span's value, with whether it is past at the as-of date.</summary>
    public static Meeting Meeting(Span<Meeting> span, DateTimeOffset asOf)
    {
        var meeting = span.Value.Clone();
        meeting.Past = meeting.Phase is MeetingPhase.Held or MeetingPhase.Cancelled
            || (meeting.Date is not null && Fact.Bounds(meeting.Date).Latest <= asOf);
        return meeting;
    }

    /// <summary>The demand's debtors, rolled up from its obligations at the as-of date (as <see cref="Obligation"/> gives them).</summary>
    public static IEnumerable<DebtorStatus> RollUp(IEnumerable<Obligation> obligationsOfDemand) => obligationsOfDemand
        .GroupBy(obligation => obligation.Debtor, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => RollUp(group.Key, [.. group]));

    /// <summary>Where an instant stands to a due: before it nothing, within its bounds DUE, past them OVERDUE.</summary>
    public static DueState DueStateAt(PartialDate? due, DateTimeOffset asOf)
    {
        if (due is null) return DueState.Unspecified;
        var (earliest, latest) = Fact.Bounds(due);
        // The as-of date means its end, and so an instant that belongs to the next date: what begins there has not begun.
        if (asOf <= earliest) return DueState.Unspecified;
        return asOf <= latest ? DueState.Due : DueState.Overdue;
    }

    /// <summary>The least advanced state first: owed, contested, delivered, closed.</summary>
    internal static int Advancement(ObligationState state) => state switch
    {
        ObligationState.Outstanding => 0,
        ObligationState.Acknowledged => 1,
        ObligationState.Promised => 2,
        ObligationState.Disputed => 3,
        ObligationState.Delivered => 4,
        ObligationState.Answered => 5,
        ObligationState.Settled => 6,
        ObligationState.Withdrawn => 7,
        ObligationState.Superseded => 8,
        _ => 9,
    };

    /// <summary>Missed: still owed in the span that holds at the end of the due, or at which the promise is seen, if later.</summary>
    private static bool IsMissed(PromiseMade promise, IReadOnlyList<Span<Obligation>> spans, DateTimeOffset asOf)
    {
        if (promise.Due is null) return false;
        var (end, seen) = (Fact.Bounds(promise.Due).Latest, promise.SeenTime.ToDateTimeOffset());
        var judged = end > seen ? end : seen;
        return judged <= asOf && spans.Any(span => span.From <= judged && judged < span.Until && Owed.IsOwedState(span.Value.State));
    }

    private static Timestamp? NextChange(Obligation obligation, DateTimeOffset asOf)
    {
        var instants = obligation.Promises.Select(promise => promise.Due).Append(obligation.Due).OfType<PartialDate>()
            .SelectMany(due => new[] { Fact.Bounds(due).Earliest, Fact.Bounds(due).Latest })
            .Where(instant => instant >= asOf && instant < DateTimeOffset.MaxValue)
            .Order().ToList();
        return instants.Count == 0 ? null : Timestamp.FromDateTimeOffset(instants[0]);
    }

    private static DebtorStatus RollUp(string debtor, List<Obligation> items)
    {
        var behind = items.MinBy(item => Advancement(item.State))!;
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
            ItemsOwed = items.Count(item => Owed.IsOwedState(item.State)),
            ItemsAnswered = items.Count(item => item.State is ObligationState.Answered or ObligationState.Settled
                && item.Delivered && item.FormalPosition != Disposition.Unspecified),
            ItemsContested = items.Count(item => item.State == ObligationState.Disputed),
            Due = behind.Due,
            DueState = items.Max(item => item.DueState),
            Since = items.MinBy(item => Fact.Bounds(item.Since).Earliest)!.Since,
        };
        status.SpokenCounts.AddRange(Counts(items, item => item.SpokenPosition));
        status.FormalCounts.AddRange(Counts(items, item => item.FormalPosition));
        foreach (var made in items.SelectMany(item => item.Promises).GroupBy(made => made.Statement, StringComparer.Ordinal))
        {
            var promise = made.First().Clone();
            promise.Missed = made.Any(one => one.Missed);
            status.Promises.Add(promise);
        }
        return status;
    }

    private static Disposition Common(List<Obligation> items, Func<Obligation, Disposition> position) =>
        items.TrueForAll(item => position(item) == position(items[0])) ? position(items[0]) : Disposition.Unspecified;

    private static IEnumerable<PositionCount> Counts(List<Obligation> items, Func<Obligation, Disposition> position) => items
        .GroupBy(position)
        .Where(group => group.Key != Disposition.Unspecified)
        .OrderBy(group => group.Key)
        .Select(group => new PositionCount { Position = group.Key, Count = group.Count() });
}
