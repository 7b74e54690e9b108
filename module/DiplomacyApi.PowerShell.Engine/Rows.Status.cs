using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Where a negotiation stands: as scalars for programs, and as the lines of a brief for people.</summary>
internal sealed partial class Rows
{
    public async Task<NegotiationStatus> OfAsync(StatusAnswer answer, CancellationToken token)
    {
        var status = answer.Status;
        var (waiting, overdue) = (new List<BriefLine>(), 0);
        foreach (var one in status.WaitingOn)
        {
            var urgency = one.DueState.To<DueState>();
            if (urgency == DueState.Overdue) overdue++;
            waiting.Add(new BriefLine("Owed", await WaitingAsync(one, answer.Obligations, token).ConfigureAwait(false), urgency));
        }
        foreach (var group in answer.Obligations.Where(owed => owed.State == Diplomacy.V1.ObligationState.Disputed).GroupBy(owed => (owed.Subject, owed.Debtor)))
            waiting.Add(new BriefLine("Contested", await ContestedAsync([.. group], token).ConfigureAwait(false), DueState.Due));
        var conditions = await LinesAsync("Condition", status.Conditions, ConditionAsync, token).ConfigureAwait(false);
        var warnings = await LinesAsync("Warning", status.Warnings, WarningAsync, token).ConfigureAwait(false);
        var standoffs = await LinesAsync("Standoff", status.Standoffs, async (one, ct) => await actors.NamesAsync(one.Actors, ct).ConfigureAwait(false) + ": each waits for the other to act first", token).ConfigureAwait(false);
        var (state, basis) = (status.State.To<NegotiationState>(), (status.StateDecision?.Basis ?? default).To<Attribution>());
        var meeting = Upcoming(status.NextMeeting);
        var why = await ReasonAsync(status.StateDecision, token).ConfigureAwait(false);
        List<BriefLine> brief =
        [
            new("Negotiation", ViewText.Marked(status.Marking, $"{status.Titles.First()} ({Ids.Bare(status.Negotiation)})")),
            new("As of", $"{(answer.AsOf.Length > 0 ? answer.AsOf : "now")}, as known at revision {answer.Position.Revision}"),
            new("State", $"{Spaced(state)}{(why.Length > 0 ? $": {why}" : "")}{OnWord(basis)}"),
            .. waiting.Count > 0 ? waiting : [new BriefLine("Owed", "nothing")],
            new("Next meeting", meeting.Length > 0 ? meeting : "none"),
            .. conditions,
            .. warnings.Count > 0 ? warnings : [new BriefLine("Warning", "none in force")],
            .. standoffs,
            new("Last activity", status.LastActivity is null ? "none" : $"{status.LastActivity.Text} ({Ids.Bare(status.LastStatement)})"),
        ];
        return new NegotiationStatus(brief)
        {
            NegotiationId = Ids.Bare(status.Negotiation),
            Title = status.Titles.First(),
            State = state,
            Reason = why,
            Basis = basis,
            Owed = status.WaitingOn.Count,
            Overdue = overdue,
            WaitingOn = Joined(waiting),
            NextMeeting = meeting,
            Conditions = Joined(conditions),
            Warnings = Joined(warnings),
            Standoffs = Joined(standoffs),
            LastActivity = status.LastActivity.Text(),
            LastStatement = Ids.Bare(status.LastStatement),
            NextChangeTime = status.NextChangeTime?.ToDateTimeOffset(),
            Marking = status.Marking,
            AsOf = answer.AsOf,
            KnownAtRevision = answer.Position.Revision,
        };
    }

    /// <summary>What differs of a negotiation itself; its obligations are told by the server.</summary>
    public async Task<List<StatusChange>> DifferencesAsync(Diplomacy.V1.NegotiationStatus? from, Diplomacy.V1.NegotiationStatus to, LogPosition position, CancellationToken token)
    {
        var changes = new List<StatusChange>();
        var (before, after) = (from?.State.To<NegotiationState>() ?? NegotiationState.None, to.State.To<NegotiationState>());
        if (before != after) Add("State", Spaced(before), Spaced(after), to.StateDecision?.Statements.LastOrDefault());
        var (met, meets) = (Upcoming(from?.NextMeeting), Upcoming(to.NextMeeting));
        if (met != meets) Add("NextMeeting", met, meets, to.NextMeeting?.Statements.LastOrDefault());
        await AddAsync("Condition", from?.Conditions, to.Conditions, one => one.Statement, ConditionAsync).ConfigureAwait(false);
        await AddAsync("Warning", from?.Warnings, to.Warnings, one => one.Statement, WarningAsync).ConfigureAwait(false);
        return changes;

        async Task AddAsync<T>(string what, IEnumerable<T>? old, IEnumerable<T> now, Func<T, string> statement, Func<T, CancellationToken, Task<string>> told)
        {
            var (was, isNow) = ((old ?? []).ToDictionary(statement, StringComparer.Ordinal), now.ToDictionary(statement, StringComparer.Ordinal));
            foreach (var (id, one) in isNow.Where(one => !was.ContainsKey(one.Key))) Add(what, "", await told(one, token).ConfigureAwait(false), id);
            foreach (var (id, one) in was.Where(one => !isNow.ContainsKey(one.Key))) Add(what, await told(one, token).ConfigureAwait(false), "", id);
        }

        void Add(string what, string old, string now, string? statement) => changes.Add(new StatusChange
        {
            StatementId = Ids.Bare(statement ?? ""),
            Change = $"{Ids.Bare(to.Negotiation)}: {(what == "State" ? "" : what == "NextMeeting" ? "next meeting " : $"{what.ToLowerInvariant()} ")}{(old.Length > 0 ? old : "none")} → {(now.Length > 0 ? now : "none")}",
            SubjectId = Ids.Bare(to.Negotiation),
            What = $"Negotiation{what}",
            Before = old,
            After = now,
            NegotiationId = Ids.Bare(to.Negotiation),
            Revision = position.Revision,
        });
    }

    private async Task<string> WaitingAsync(WaitingOn one, IReadOnlyList<Diplomacy.V1.Obligation> obligations, CancellationToken token)
    {
        var own = obligations.Where(owed => owed.Subject == one.Subject && owed.Debtor == one.Debtor && owed.State == one.State).ToList();
        var basis = own.Select(owed => owed.StateDecision?.Basis ?? default).DefaultIfEmpty().Max().To<Attribution>();
        var spoken = own.Select(owed => owed.SpokenPosition).Distinct().ToList();
        var promised = own.SelectMany(owed => owed.Promises).Any(promise => promise.Missed);
        return $"{await actors.NameAsync(one.Debtor, token).ConfigureAwait(false)} owes {await actors.NamesAsync(one.Creditors, token).ConfigureAwait(false)} "
            + $"{(one.Kind == Diplomacy.V1.ObligationKind.Reply ? "a reply" : one.Kind == Diplomacy.V1.ObligationKind.Performance ? "a performance" : "an answer")} on "
            + $"{one.Titles.First()} ({Ids.Bare(one.Subject)}{(one.ItemCount > 1 ? $", {one.ItemCount} items" : "")}): {one.State}{OnWord(basis)}"
            + (spoken is [not Diplomacy.V1.Disposition.Unspecified] ? $", {spoken[0].ToString().ToLowerInvariant()} orally" : "")
            + (promised ? ", promise MISSED" : "")
            + (one.DueAsked is null ? "" : $", due {one.DueAsked.Text}")
            + (one.DuePromised is null ? "" : $", promised by {one.DuePromised.Text}")
            + (one.DueState == Diplomacy.V1.DueState.Unspecified ? "" : $" ({one.DueState.ToString().ToUpperInvariant()})")
            + $", since {one.Since.Text()}";
    }

    private async Task<string> ContestedAsync(IReadOnlyList<Diplomacy.V1.Obligation> disputed, CancellationToken token) =>
        $"{await actors.NamesAsync(disputed[0].Creditors, token).ConfigureAwait(false)} found the answer of {await actors.NameAsync(disputed[0].Debtor, token).ConfigureAwait(false)} on "
        + $"{disputed[0].Titles.First()} ({Ids.Bare(disputed[0].Subject)}{(disputed.Count > 1 ? $", {disputed.Count} items" : "")}) insufficient{OnWord((disputed[0].StateDecision?.Basis ?? default).To<Attribution>())}";

    private async Task<string> ConditionAsync(LiveCondition condition, CancellationToken token) =>
        $"{await actors.NamesAsync(condition.Authors, token).ConfigureAwait(false)}: {condition.Titles.First()}"
        + (condition.WaitingFor.Count > 0 ? $" (waits for {await actors.NamesAsync(condition.WaitingFor, token).ConfigureAwait(false)})" : "")
        + OnWord(condition.Basis.To<Attribution>()) + (condition.Blocking ? "" : ", does not block");

    private async Task<string> WarningAsync(LiveWarning warning, CancellationToken token) =>
        $"{await actors.NamesAsync(warning.Authors, token).ConfigureAwait(false)}: {warning.Consequences.First()}{(warning.Hedged ? " (hedged)" : "")}{OnWord(warning.Basis.To<Attribution>())}, {warning.Said.Text()}";

    private static async Task<List<BriefLine>> LinesAsync<T>(string heading, IEnumerable<T> said, Func<T, CancellationToken, Task<string>> told, CancellationToken token)
    {
        var lines = new List<BriefLine>();
        foreach (var one in said) lines.Add(new BriefLine(heading, await told(one, token).ConfigureAwait(false)));
        return lines;
    }

    private static string Upcoming(Diplomacy.V1.Meeting? meeting) => meeting is null ? ""
        : $"{meeting.Titles.First()}{(meeting.Places.First() is { Length: > 0 } place && !meeting.Titles.First().Contains(place, StringComparison.Ordinal) ? $" in {place}" : "")}, "
            + $"{meeting.Phase}{(meeting.Date is null ? "" : $" for {meeting.Date.Text}")}{OnWord((meeting.PhaseDecision?.Basis ?? default).To<Attribution>())}";

    /// <summary>On whose word something stands, where that is not the speaker's own.</summary>
    private static string OnWord(Attribution basis) => basis switch
    {
        Attribution.Counterpart => ", source: the other side",
        Attribution.Anonymous => ", source: anonymous",
        Attribution.Media => ", source: media",
        Attribution.OnRecord => ", on record",
        Attribution.Readout => ", source: a readout",
        _ => "",
    };

    private static string Joined(IEnumerable<BriefLine> lines) => string.Join("; ", lines.Select(line => line.Text));

    private static string Spaced(NegotiationState state) => state switch
    {
        NegotiationState.None => "not begun",
        NegotiationState.AwaitingAnswers => "awaiting answers",
        NegotiationState.BrokenOff => "broken off",
        _ => state.ToString().ToLowerInvariant(),
    };
}
