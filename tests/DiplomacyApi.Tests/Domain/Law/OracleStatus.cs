using Diplomacy.V1;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>Where the one negotiation of the histories stands, asked of the naive fold.</summary>
internal static class OracleStatus
{
    public static bool IsOwed(ObligationState state) =>
        state is ObligationState.Outstanding or ObligationState.Acknowledged or ObligationState.Promised;

    /// <summary>All of it in lines, for the flaws.</summary>
    public static IEnumerable<string> Lines(OracleKnown known, DateTimeOffset t, Flaw flaw) =>
        [$"{State(known, t, flaw)}", $"next [{Answer.Joined(NextMeetings(known, t, flaw))}]", .. LiveConditions(known, t, flaw)];

    /// <summary>Each live condition, and whether it blocks.</summary>
    public static IEnumerable<string> LiveConditions(OracleKnown known, DateTimeOffset t, Flaw flaw = Flaw.None)
    {
        var view = Oracle.View(known, t, flaw);
        var owed = OracleFold.Obligations(view, flaw);
        foreach (var one in view.Seen.Where(one => one.Statement.ActCase == Statement.ActOneofCase.Condition))
        {
            var act = one.Statement.Condition;
            var authors = view.Parties(one)
                .Except(view.Seen.Where(other => other.Statement.Withdrawal?.Subject == one.Name).SelectMany(view.FirmParties)).ToList();
            // Whoever is satisfied with an answer waits for it no longer.
            var waiting = authors.Where(author =>
                owed.Any(obligation => act.Demands.Contains(obligation.Subject) && IsUnmet(act, obligation)
                && (flaw == Flaw.SatisfiedCreditorBlocks || !obligation.Satisfies(author)))).ToList();
            if (waiting.Count > 0 || (authors.Count > 0 && act.Demands.Count == 0))
                yield return $"{one.Name}:{waiting.Intersect(view.FirmParties(one)).Any()}";
        }
    }

    public static NegotiationState State(OracleKnown known, DateTimeOffset t, Flaw flaw = Flaw.None)
    {
        var (state, _) = Moved(Oracle.View(known, t, flaw));
        var isBlocked = LiveConditions(known, t, flaw).Any(condition => condition.EndsWith("True", StringComparison.Ordinal));
        return state == NegotiationState.Active && isBlocked ? NegotiationState.AwaitingAnswers : state;
    }

    /// <summary>The first by date of the meetings that are to come; several where they are of one date.</summary>
    public static IReadOnlyList<string> NextMeetings(OracleKnown known, DateTimeOffset t, Flaw flaw = Flaw.None)
    {
        var view = Oracle.View(known, t, flaw);
        var (state, movedBy) = Moved(view);
        var isEnded = state is NegotiationState.BrokenOff or NegotiationState.Signed or NegotiationState.Concluded;
        var order = view.InOrder.Select(one => one.Name).ToList();
        var replies = OracleFold.Obligations(view, flaw).Where(one => one.Kind == ObligationKind.Reply).ToList();
        var next = OracleFold.Meetings(view, flaw).Where(one => one.Value.Phase switch
        {
            MeetingPhase.Scheduled or MeetingPhase.Postponed => true,
            MeetingPhase.Proposed => one.Value.Convenors.Count > 0
                && (flaw == Flaw.RejectedMeetingIsNext
                    || !replies.Exists(reply => reply.Subject == one.Key && reply.Position == Disposition.Rejected)),
            _ => false,
        })
            .Where(one => one.Value.Date.Length == 0 || t <= Read(one.Value.Date).Latest || flaw == Flaw.PastMeetingIsNext)
            .Where(one => !isEnded || order.IndexOf(one.Value.PhaseBy) > order.IndexOf(movedBy) || flaw == Flaw.EndedTalksMeet)
            .GroupBy(one => one.Value.Date.Length == 0 ? DateTimeOffset.MaxValue : Read(one.Value.Date).Earliest).MinBy(one => one.Key);
        return next is null ? [] : [.. next.Select(one => one.Key)];
    }

    private static bool IsUnmet(ConditionAct act, OracleObligation one) => act.Until == ConditionUntil.Settled
        ? one.State is not (ObligationState.Settled or ObligationState.Withdrawn or ObligationState.Superseded)
        : one.IsOwed;

    /// <summary>The state by what was said, and the statement that put it there.</summary>
    private static (NegotiationState State, string By) Moved(OracleView view)
    {
        var (state, by) = (NegotiationState.Unspecified, "");
        foreach (var one in view.InOrder)
        {
            if (state == NegotiationState.Unspecified) (state, by) = (NegotiationState.Proposed, one.Name);
            if (!view.IsFirm(one)) continue;
            var begins = IsPromisedStill(view, one) || one.Statement.Meeting?.Phase == MeetingPhase.Held;
            if (begins && state == NegotiationState.Proposed) (state, by) = (NegotiationState.Active, one.Name);
            if (one.Statement.NegotiationStep is not { } step) continue;
            by = one.Name;
            state = step.Step switch
            {
                NegotiationStep.Suspended => NegotiationState.Suspended,
                NegotiationStep.Agreed => NegotiationState.Agreed,
                NegotiationStep.Signed => NegotiationState.Signed,
                NegotiationStep.BrokenOff => NegotiationState.BrokenOff,
                NegotiationStep.Concluded => NegotiationState.Concluded,
                _ => NegotiationState.Active,
            };
        }
        return (state, by);
    }

    // A promise to answer that was taken back is as if never made.
    private static bool IsPromisedStill(OracleView view, Said one) => one.Statement.Promise is { } promise
        && (promise.Kind == PromiseKind.ToDo || view.FirmParties(one).Exists(party => !view.Seen.Any(other =>
            other.Statement.Withdrawal?.Subject == one.Name && view.FirmParties(other).Contains(party))));
}
