using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Obligations;

namespace DiplomacyApi.PowerShell.Engine.Negotiations;

/// <summary>Turns the status of a negotiation into a row: scalars for programs, and the lines of a brief for people.</summary>
internal sealed class NegotiationStatusRows(ActorDisplayNames actors, SentenceFormatter sentences, NegotiationPhrases phrases)
{
    public async Task<NegotiationStatus> ToRowAsync(StatusAnswer answer, CancellationToken token)
    {
        var status = answer.Status;
        var (waiting, overdue) = (new List<BriefLine>(), 0);
        foreach (var one in status.WaitingOn)
        {
            var urgency = one.DueState.To<DueState>();
            if (urgency == DueState.Overdue) overdue++;
            waiting.Add(new BriefLine("Owed", await phrases.WaitingAsync(one, answer.Obligations, token).ConfigureAwait(false), urgency));
        }
        foreach (var group in answer.Obligations.Where(owed => owed.State == Diplomacy.V1.ObligationState.Disputed)
                .GroupBy(owed => (owed.Subject, owed.Debtor)))
            waiting.Add(new BriefLine("Contested", await phrases.ContestedAsync([.. group], token).ConfigureAwait(false), DueState.Due));
        var conditions = await LinesAsync("Condition", status.Conditions, phrases.ConditionAsync, token).ConfigureAwait(false);
        var warnings = await LinesAsync("Warning", status.Warnings, phrases.WarningAsync, token).ConfigureAwait(false);
        var standoffs = await LinesAsync("Standoff", status.Standoffs,
            async (one, ct) => await actors.NamesAsync(one.Actors, ct).ConfigureAwait(false) + ": each waits for the other to act first",
            token).ConfigureAwait(false);
        var (state, basis) = (status.State.To<NegotiationState>(), (status.StateDecision?.Basis ?? default).To<Attribution>());
        var meeting = NegotiationPhrases.NextMeeting(status.NextMeeting);
        var why = await sentences.ReasonAsync(status.StateDecision, token).ConfigureAwait(false);
        List<BriefLine> brief =
        [
            new("Negotiation", ViewText.Marked(status.Marking, $"{status.Titles.First()} ({ResourceNames.IdOf(status.Negotiation)})")),
            new("As of", $"{(answer.AsOf.Length > 0 ? answer.AsOf : "now")}, as known at revision {answer.Position.Revision}"),
            new("State", $"{NegotiationPhrases.State(state)}{(why.Length > 0 ? $": {why}" : "")}{NegotiationPhrases.Source(basis)}"),
            .. waiting.Count > 0 ? waiting : [new BriefLine("Owed", "nothing")],
            new("Next meeting", meeting.Length > 0 ? meeting : "none"),
            .. conditions,
            .. warnings.Count > 0 ? warnings : [new BriefLine("Warning", "none in force")],
            .. standoffs,
            new("Last activity",
                status.LastActivity is null ? "none" : $"{status.LastActivity.Text} ({ResourceNames.IdOf(status.LastStatement)})"),
        ];
        return new NegotiationStatus(brief)
        {
            NegotiationId = ResourceNames.IdOf(status.Negotiation),
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
            LastStatement = ResourceNames.IdOf(status.LastStatement),
            NextChangeTime = status.NextChangeTime?.ToDateTimeOffset(),
            Marking = status.Marking,
            AsOf = answer.AsOf,
            KnownAtRevision = answer.Position.Revision,
        };
    }

    private static async Task<List<BriefLine>> LinesAsync<T>(
        string heading, IEnumerable<T> items, Func<T, CancellationToken, Task<string>> phrase, CancellationToken token)
    {
        var lines = new List<BriefLine>();
        foreach (var one in items) lines.Add(new BriefLine(heading, await phrase(one, token).ConfigureAwait(false)));
        return lines;
    }

    private static string Joined(IEnumerable<BriefLine> lines) => string.Join("; ", lines.Select(line => line.Text));
}
