using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Negotiations;

/// <summary>Says in words how a negotiation stands: who owes what, and which conditions and warnings are in force.</summary>
internal sealed class NegotiationPhrases(ActorDisplayNames actors)
{
    public async Task<string> WaitingAsync(WaitingOn one, IReadOnlyList<Diplomacy.V1.Obligation> obligations, CancellationToken token)
    {
        var own = obligations.Where(owed => owed.Subject == one.Subject && owed.Debtor == one.Debtor && owed.State == one.State).ToList();
        var basis = own.Select(owed => owed.StateDecision?.Basis ?? default).DefaultIfEmpty().Max().To<Attribution>();
        var spoken = own.Select(owed => owed.SpokenPosition).Distinct().ToList();
        var promised = own.SelectMany(owed => owed.Promises).Any(promise => promise.Missed);
        return $"{await actors.NameAsync(one.Debtor, token).ConfigureAwait(false)} owes {await actors.NamesAsync(one.Creditors, token).ConfigureAwait(false)} "
            + $"{(one.Kind == Diplomacy.V1.ObligationKind.Reply ? "a reply" : one.Kind == Diplomacy.V1.ObligationKind.Performance ? "a performance" : "an answer")} on "
            + $"{one.Titles.First()} ({ResourceNames.IdOf(one.Subject)}{(one.ItemCount > 1 ? $", {one.ItemCount} items" : "")}): {one.State}{Source(basis)}"
            + (spoken is [not Diplomacy.V1.Disposition.Unspecified] ? $", {spoken[0].ToString().ToLowerInvariant()} orally" : "")
            + (promised ? ", promise MISSED" : "")
            + (one.DueAsked is null ? "" : $", due {one.DueAsked.Text}")
            + (one.DuePromised is null ? "" : $", promised by {one.DuePromised.Text}")
            + (one.DueState == Diplomacy.V1.DueState.Unspecified ? "" : $" ({one.DueState.ToString().ToUpperInvariant()})")
            + $", since {one.Since.Text()}";
    }

    public async Task<string> ContestedAsync(IReadOnlyList<Diplomacy.V1.Obligation> disputed, CancellationToken token) =>
        $"{await actors.NamesAsync(disputed[0].Creditors, token).ConfigureAwait(false)} found the answer of {await actors.NameAsync(disputed[0].Debtor, token).ConfigureAwait(false)} on "
        + $"{disputed[0].Titles.First()} ({ResourceNames.IdOf(disputed[0].Subject)}{(disputed.Count > 1 ? $", {disputed.Count} items" : "")}) insufficient{Source((disputed[0].StateDecision?.Basis ?? default).To<Attribution>())}";

    public async Task<string> ConditionAsync(LiveCondition condition, CancellationToken token) =>
        $"{await actors.NamesAsync(condition.Authors, token).ConfigureAwait(false)}: {condition.Titles.First()}"
        + (condition.WaitingFor.Count > 0
            ? $" (waits for {await actors.NamesAsync(condition.WaitingFor, token).ConfigureAwait(false)})"
            : "")
        + Source(condition.Basis.To<Attribution>()) + (condition.Blocking ? "" : ", does not block");

    public async Task<string> WarningAsync(LiveWarning warning, CancellationToken token) =>
        $"{await actors.NamesAsync(warning.Authors, token).ConfigureAwait(false)}: {warning.Consequences.First()}{(warning.Hedged ? " (hedged)" : "")}{Source(warning.Basis.To<Attribution>())}, {warning.Said.Text()}";

    public static string NextMeeting(Diplomacy.V1.Meeting? meeting) => meeting is null ? ""
        : $"{meeting.Titles.First()}{(meeting.Places.First() is { Length: > 0 } place && !meeting.Titles.First().Contains(place, StringComparison.Ordinal) ? $" in {place}" : "")}, "
            + $"{meeting.Phase}{(meeting.Date is null ? "" : $" for {meeting.Date.Text}")}{Source((meeting.PhaseDecision?.Basis ?? default).To<Attribution>())}";

    public static string State(NegotiationState state) => state switch
    {
        NegotiationState.None => "not begun",
        NegotiationState.AwaitingAnswers => "awaiting answers",
        NegotiationState.BrokenOff => "broken off",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>Who vouches for something, after a comma; empty if nothing says so.</summary>
    public static string Source(Attribution basis) => basis switch
    {
        Attribution.Counterpart => ", source: the other side",
        Attribution.Anonymous => ", source: anonymous",
        Attribution.Media => ", source: media",
        Attribution.OnRecord => ", on record",
        Attribution.Readout => ", source: a readout",
        _ => "",
    };
}
