using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What depends on the as-of date alone and is therefore computed at read, not stored.</summary>
public static class AsOfCalculator
{
    /// <summary>
    /// A copy of the segment's value, with due state, missed promises and next change filled for the as-of date.
    /// <paramref name="segmentsOfObligation"/> are all segments of the same obligation; where it has no due, asked or promised, the segment alone is enough.
    /// </summary>
    public static Obligation ObligationAt(Segment<Obligation> segment, IReadOnlyList<Segment<Obligation>> segmentsOfObligation, DateTimeOffset asOf) =>
        FillObligation(segment with { Value = segment.Value.Clone() }, segmentsOfObligation, asOf);

    /// <summary>The same in the segment's own value, for whoever has just parsed it and needs it no other way.</summary>
    public static Obligation FillObligation(Segment<Obligation> segment, IReadOnlyList<Segment<Obligation>> segmentsOfObligation, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(segment);
        var obligation = segment.Value;
        FillDueState(obligation, asOf);
        if (obligation.DueStateTime is not null) obligation.DueStateTime = Timestamp.FromDateTimeOffset(DueSince(segment, segmentsOfObligation, asOf));
        foreach (var promise in obligation.Promises) promise.Missed = IsMissed(promise, segmentsOfObligation, asOf);
        obligation.NextChangeTime = ObligationStateMachine.IsOwedState(obligation.State)
            ? DueStatus.Next(obligation.Promises.Select(promise => promise.Due).Append(obligation.DueAsked).OfType<PartialDate>().Select(DueBounds.Of), asOf)
            : null;
        return obligation;
    }

    /// <summary>Fills where an as-of date stands to the two dues.</summary>
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
    /// A copy of the segment's value, with its state rolled up from the obligations it covers, as <see cref="ObligationAt"/> gives them for the
    /// subject at the as-of date.
    /// </summary>
    public static Promise PromiseAt(Segment<Promise> segment, IEnumerable<Obligation> obligationsOfSubject, DateTimeOffset asOf)
    {
        var promise = segment.Value.Clone();
        if (promise.WithoutEffect is not null) return promise;
        var covered = obligationsOfSubject.Where(obligation => obligation.Debtor == promise.Debtor
            && obligation.Promises.Any(made => made.Statement == promise.Statement)).ToList();
        if (covered.Count == 0) return promise;
        promise.State = promise.Withdrawn ? ObligationState.Withdrawn : covered.MinBy(obligation => Progress(obligation.State))!.State;
        var made = covered.Select(obligation => (Owed: ObligationStateMachine.IsOwedState(obligation.State), Promises: obligation.Promises.Where(IsOf).ToList())).ToList();
        promise.Missed = made.Exists(one => one.Promises.Exists(kept => kept.Missed));
        promise.DueState = made.Exists(one => one.Owed && one.Promises.Exists(kept => kept.Stands)) ? DueStateAt(promise.Due, asOf) : DueState.Unspecified;
        return promise;

        bool IsOf(PromiseMade one) => one.Statement == promise.Statement || promise.RestatedBy.Contains(one.Statement);
    }

    /// <summary>A copy of the segment's value, with whether it is past at the as-of date.</summary>
    public static Meeting MeetingAt(Segment<Meeting> segment, DateTimeOffset asOf)
    {
        var meeting = segment.Value.Clone();
        meeting.Past = meeting.Phase is MeetingPhase.Held or MeetingPhase.Cancelled
            || (meeting.Date is not null && EffectiveStatement.Bounds(meeting.Date).Latest <= asOf);
        return meeting;
    }

    /// <summary>The demand's debtors, rolled up from its obligations at the as-of date (as <see cref="ObligationAt"/> gives them).</summary>
    public static IEnumerable<DebtorStatus> RollUp(IEnumerable<Obligation> obligationsOfDemand, DateTimeOffset asOf) => obligationsOfDemand
        .GroupBy(obligation => obligation.Debtor, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => RollUp(group.Key, [.. group], asOf));

    /// <summary>Where an instant stands to one due: before it nothing, within its bounds DUE, past them OVERDUE.</summary>
    public static DueState DueStateAt(PartialDate? due, DateTimeOffset asOf)
    {
        if (due is null) return DueState.Unspecified;
        var (from, until) = DueBounds.Of(due);
        // The as-of date means its end, and so an instant that belongs to the next date: what begins there has not begun.
        if (asOf <= from) return DueState.Unspecified;
        return asOf <= until ? DueState.Due : DueState.Overdue;
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

    /// <summary>Missed: still owed in the segment that holds at the end of the due, or at which the promise is seen, if later.</summary>
    private static bool IsMissed(PromiseMade promise, IReadOnlyList<Segment<Obligation>> segments, DateTimeOffset asOf)
    {
        if (promise.Due is null) return false;
        var (end, seen) = (EffectiveStatement.Bounds(promise.Due).Latest, promise.SeenTime.ToDateTimeOffset());
        var judged = end > seen ? end : seen;
        // A date is within its due to its very end.
        // What was asked for again is not what was promised.
        return end < asOf && judged <= asOf && segments.Any(segment => segment.From <= judged && judged < segment.Until && ObligationStateMachine.IsOwedState(segment.Value.State)
            && !segment.Value.Promises.Any(then => then.Statement == promise.Statement && then.AskedAgain));
    }

    /// <summary>Since when it is due, or overdue: from the due, or from what made it owed, or due then, later than that.</summary>
    private static DateTimeOffset DueSince(Segment<Obligation> segment, IReadOnlyList<Segment<Obligation>> segments, DateTimeOffset asOf)
    {
        var standing = DueStatus.Of([segment.Value], asOf);
        var since = standing.Since!.ToDateTimeOffset();
        while (since < segment.From)
        {
            var before = segments.FirstOrDefault(other => other.Until == segment.From);
            if (before is null || DueStatus.Of([before.Value], segment.From.AddTicks(-1)) is not { } then || then.State != standing.State) return segment.From;
            (segment, since) = (before, then.Since!.ToDateTimeOffset());
        }
        return since;
    }

    private static DebtorStatus RollUp(string debtor, List<Obligation> items, DateTimeOffset asOf)
    {
        var dues = DueStatus.Of(items, asOf);
        var behind = items.MinBy(item => Progress(item.State))!;
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
            ItemsOwed = items.Count(item => ObligationStateMachine.IsOwedState(item.State)),
            ItemsAnswered = items.Count(item => item.State is ObligationState.Answered or ObligationState.Settled
                && item.Delivered && item.FormalPosition != Disposition.Unspecified),
            ItemsContested = items.Count(item => item.State == ObligationState.Disputed),
            Late = items.Exists(item => item.Late),
            Since = items.MinBy(item => EffectiveStatement.Bounds(item.Since).Earliest)!.Since,
        };
        (status.DueAsked, status.DuePromised, status.DueState, status.DueStateTime) = (dues.Asked ?? behind.DueAsked, dues.Promised, dues.State, dues.Since);
        status.DueKinds.AddRange(dues.Kinds);
        status.Creditors.AddRange(items.SelectMany(item => item.Creditors).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        status.SatisfiedCreditors.AddRange(status.Creditors.Where(creditor => items.TrueForAll(item => !item.Creditors.Contains(creditor) || IsSatisfied(item, creditor))));
        status.SpokenCounts.AddRange(Counts(items, item => item.SpokenPosition));
        status.FormalCounts.AddRange(Counts(items, item => item.FormalPosition));
        foreach (var made in items.SelectMany(item => item.Promises).GroupBy(made => made.Statement, StringComparer.Ordinal))
        {
            var promise = made.First().Clone();
            promise.Missed = made.Any(one => one.Missed);
            promise.Stands = made.Any(one => one.Stands);
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
