using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>What depends on the as-of date alone and is therefore computed at read, not stored.</summary>
public static class AsOfCalculator
{
    /// <summary>
    /// A copy of the segment's value, with due state, missed promises and next change filled for the as-of date.
    /// <paramref name="segmentsOfObligation"/> are all segments of the same obligation; where it has no due, asked or promised, the segment
    /// alone is enough.
    /// </summary>
    public static Obligation ObligationAt(
        Segment<Obligation> segment, IReadOnlyList<Segment<Obligation>> segmentsOfObligation, DateTimeOffset asOf) =>
        FillObligation(segment with { Value = segment.Value.Clone() }, () => segmentsOfObligation, asOf);

    /// <summary>
    /// The same in the segment's own value, for callers that have just parsed it and own it. The other segments are asked for only where
    /// they matter: where a due began, or a promise was to be kept, before this segment did.
    /// </summary>
    public static Obligation FillObligation(
        Segment<Obligation> segment, Func<IReadOnlyList<Segment<Obligation>>> segmentsOfObligation, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(segment);
        var obligation = segment.Value;
        FillDueState(obligation, asOf);
        if (obligation.DueStateTime?.ToDateTimeOffset() < segment.From)
            obligation.DueStateTime = Timestamp.FromDateTimeOffset(DueSince(segment, segmentsOfObligation(), asOf));
        foreach (var promise in obligation.Promises) promise.Missed = IsMissed(promise, segment, segmentsOfObligation, asOf);
        obligation.NextChangeTime = ObligationStateMachine.IsOwedState(obligation.State) ? DueStatus.Next(DuesOf(obligation), asOf) : null;
        return obligation;
    }

    /// <summary>Fills the due state, its kinds and its time for an as-of date.</summary>
    public static void FillDueState(Obligation obligation, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(obligation);
        var standing = DueStatus.Of([obligation], asOf);
        (obligation.DueState, obligation.DueStateTime) = (standing.State, standing.Since);
        obligation.DueKinds.Clear();
        obligation.DueKinds.AddRange(standing.Kinds);
    }

    /// <summary>Who waits for it: the creditors that are not satisfied.</summary>
    public static IEnumerable<string> UnsatisfiedCreditors(Obligation obligation)
    {
        ArgumentNullException.ThrowIfNull(obligation);
        return obligation.Creditors.Where(creditor => !IsSatisfied(obligation, creditor));
    }

    internal static bool IsSatisfied(Obligation obligation, string creditor) =>
        obligation.Verdicts.Any(one => one.Creditor == creditor && one.Verdict == Verdict.Satisfied);

    /// <summary>
    /// A copy of the segment's value, with its state rolled up from the obligations it covers, as <see cref="ObligationAt"/> gives them for
    /// the subject at the as-of date.
    /// </summary>
    public static Promise PromiseAt(Segment<Promise> segment, IEnumerable<Obligation> obligationsOfSubject, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return FillPromise(segment.Value.Clone(), obligationsOfSubject, asOf);
    }

    /// <summary>The same in a value that was just parsed.</summary>
    public static Promise FillPromise(Promise promise, IEnumerable<Obligation> obligationsOfSubject, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(promise);
        if (promise.WithoutEffect is not null) return promise;
        var covered = obligationsOfSubject.Where(obligation => obligation.Debtor == promise.Debtor
            && obligation.Promises.Any(made => made.Statement == promise.Statement)).ToList();
        if (covered.Count == 0) return promise;
        promise.State = promise.Withdrawn ? ObligationState.Withdrawn : covered.MinBy(obligation => Progress(obligation.State))!.State;
        var made = covered.Select(obligation =>
            (Owed: ObligationStateMachine.IsOwedState(obligation.State), Promises: obligation.Promises.Where(IsOf).ToList())).ToList();
        promise.Missed = made.Exists(one => one.Promises.Exists(kept => kept.Missed));
        promise.DueState = made.Exists(one => one.Owed && one.Promises.Exists(kept => kept.Stands))
            ? DueStateAt(promise.Due, asOf)
            : DueState.Unspecified;
        return promise;

        bool IsOf(PromiseMade one) => one.Statement == promise.Statement || promise.RestatedBy.Contains(one.Statement);
    }

    /// <summary>A copy of the segment's value, with whether it is past at the as-of date.</summary>
    public static Meeting MeetingAt(Segment<Meeting> segment, DateTimeOffset asOf)
    {
        var meeting = segment.Value.Clone();
        meeting.Past = meeting.Phase is MeetingPhase.Held or MeetingPhase.Cancelled
            || (meeting.Date is not null && DateBounds.Of(meeting.Date).Latest <= asOf);
        return meeting;
    }

    /// <summary>
    /// The demand's debtors, rolled up from its obligations at the as-of date (as <see cref="ObligationAt"/> gives them).
    /// </summary>
    public static IEnumerable<DebtorStatus> RollUp(
        IEnumerable<Obligation> obligationsOfDemand,
        DateTimeOffset asOf) => obligationsOfDemand is IReadOnlyList<Obligation> { Count: 1 } one
        ? [DebtorRollUp.Of(one[0].Debtor, one, asOf)]
        : obligationsOfDemand
            .GroupBy(obligation => obligation.Debtor, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => DebtorRollUp.Of(group.Key, [.. group], asOf));

    /// <summary>The state of one due at an instant: unspecified before its bounds, DUE within them, OVERDUE past them.</summary>
    public static DueState DueStateAt(PartialDate? due, DateTimeOffset asOf) =>
        due is null ? DueState.Unspecified : DueStateAt(DueBounds.Of(due), asOf);

    internal static DueState DueStateAt((DateTimeOffset From, DateTimeOffset Until) due, DateTimeOffset asOf)
    {
        // The as-of date means its end, and so an instant that belongs to the next date: what begins there has not begun.
        if (asOf <= due.From) return DueState.Unspecified;
        return asOf <= due.Until ? DueState.Due : DueState.Overdue;
    }

    /// <summary>The least advanced state first: owed, contested, delivered, closed.</summary>
    internal static int Progress(ObligationState state) => state switch
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

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> DuesOf(Obligation obligation)
    {
        if (obligation.DueAsked is not null) yield return DueBounds.Of(obligation.DueAsked);
        foreach (var promise in obligation.Promises)
            if (promise.Due is not null) yield return DueBounds.Of(promise.Due);
    }

    /// <summary>Missed: still owed in the segment that holds at the end of the due, or at which the promise is seen, if later.</summary>
    private static bool IsMissed(
        PromiseMade promise, Segment<Obligation> current, Func<IReadOnlyList<Segment<Obligation>>> segments, DateTimeOffset asOf)
    {
        if (promise.Due is null) return false;
        var (end, seen) = (DateBounds.Of(promise.Due).Latest, promise.SeenTime.ToDateTimeOffset());
        var judged = end > seen ? end : seen;
        // A date is within its due to its very end.
        if (end >= asOf || judged > asOf) return false;
        var then = IsAtJudged(current) ? current : segments().FirstOrDefault(IsAtJudged);
        // What was asked for again is not what was promised.
        return then is not null && ObligationStateMachine.IsOwedState(then.Value.State)
            && !then.Value.Promises.Any(made => made.Statement == promise.Statement && made.AskedAgain);

        bool IsAtJudged(Segment<Obligation> segment) => segment.From <= judged && judged < segment.Until;
    }

    /// <summary>Since when it is due, or overdue: from the due, or from what made it owed, or due then, later than that.</summary>
    private static DateTimeOffset DueSince(Segment<Obligation> segment, IReadOnlyList<Segment<Obligation>> segments, DateTimeOffset asOf)
    {
        var standing = DueStatus.Of([segment.Value], asOf);
        var since = standing.Since!.ToDateTimeOffset();
        while (since < segment.From)
        {
            var before = segments.FirstOrDefault(other => other.Until == segment.From);
            if (before is null || DueStatus.Of([before.Value], segment.From.AddTicks(-1)) is not { } then || then.State != standing.State)
                return segment.From;
            (segment, since) = (before, then.Since!.ToDateTimeOffset());
        }
        return since;
    }
}
