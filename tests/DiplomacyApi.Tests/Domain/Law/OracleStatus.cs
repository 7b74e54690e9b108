using Diplomacy.V1;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>Where the one negotiation of the histories stands, asked of the naive fold.</summary>
internal static class OracleStatus
{
    public static bool IsOwed(ObligationState state) =>
        state is ObligationState.Outstanding or ObligationState.Acknowledged or ObligationState.Promised;

    /// <summary>Each live condition, and whether it blocks.</summary>
    public static IEnumerable<string> LiveConditions(OracleKnown known, DateTimeOffset t)
    {
        var view = View(known, t);
        var answers = Oracle.At(known, t, Flaw.None);
        foreach (var one in view.Seen.Where(one => one.Statement.ActCase == Statement.ActOneofCase.Condition && view.Parties(one).Count > 0))
        {
            var isTakenBack = view.Seen.Any(other => other.Statement.Withdrawal?.Subject == one.Name
                && view.FirmParties(other).Intersect(view.Parties(one)).Any());
            if (isTakenBack) continue;
            var act = one.Statement.Condition;
            var isUnmet = answers.Any(answer => act.Demands.Contains(answer.Subject) && (act.Until == ConditionUntil.Settled
                ? answer.State is not (ObligationState.Settled or ObligationState.Withdrawn or ObligationState.Superseded)
                : IsOwed(answer.State)));
            if (isUnmet || act.Demands.Count == 0) yield return $"{one.Name}:{isUnmet && view.IsFirm(one)}";
        }
    }

    public static NegotiationState State(OracleKnown known, DateTimeOffset t)
    {
        var view = View(known, t);
        var state = NegotiationState.Unspecified;
        foreach (var one in view.InOrder)
        {
            if (state == NegotiationState.Unspecified) state = NegotiationState.Proposed;
            if (!view.IsFirm(one)) continue;
            var begins = IsPromisedStill(view, one) || one.Statement.Meeting?.Phase == MeetingPhase.Held;
            if (begins && state == NegotiationState.Proposed) state = NegotiationState.Active;
            if (one.Statement.NegotiationStep is { } step)
            {
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
        }
        var isBlocked = LiveConditions(known, t).Any(condition => condition.EndsWith("True", StringComparison.Ordinal));
        return state == NegotiationState.Active && isBlocked ? NegotiationState.AwaitingAnswers : state;
    }

    // A promise to answer that was taken back is as if never made.
    private static bool IsPromisedStill(OracleView view, Said one) => one.Statement.Promise is { } promise
        && (promise.Kind == PromiseKind.ToDo || view.FirmParties(one).Exists(party => !view.Seen.Any(other =>
            other.Statement.Withdrawal?.Subject == one.Name && view.FirmParties(other).Contains(party))));

    private static OracleView View(OracleKnown known, DateTimeOffset t) => Oracle.View(known, t, Flaw.None);
}
