using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Negotiations;

/// <summary>Compares two statuses of a negotiation.</summary>
internal sealed class NegotiationChangeRows(NegotiationPhrases phrases)
{
    /// <summary>A row for each difference of the negotiation itself. The server lists those of its obligations.</summary>
    public async Task<List<StatusChange>> ToRowsAsync(Diplomacy.V1.NegotiationStatus? from, Diplomacy.V1.NegotiationStatus to, LogPosition position, CancellationToken token)
    {
        var changes = new List<StatusChange>();
        var (before, after) = (from?.State.To<NegotiationState>() ?? NegotiationState.None, to.State.To<NegotiationState>());
        if (before != after) Add("State", NegotiationPhrases.State(before), NegotiationPhrases.State(after), to.StateDecision?.Statements.LastOrDefault());
        var (met, meets) = (NegotiationPhrases.NextMeeting(from?.NextMeeting), NegotiationPhrases.NextMeeting(to.NextMeeting));
        if (met != meets) Add("NextMeeting", met, meets, to.NextMeeting?.Statements.LastOrDefault());
        await AddAsync("Condition", from?.Conditions, to.Conditions, one => one.Statement, phrases.ConditionAsync).ConfigureAwait(false);
        await AddAsync("Warning", from?.Warnings, to.Warnings, one => one.Statement, phrases.WarningAsync).ConfigureAwait(false);
        return changes;

        async Task AddAsync<T>(string what, IEnumerable<T>? old, IEnumerable<T> now, Func<T, string> statement, Func<T, CancellationToken, Task<string>> phrase)
        {
            var (was, isNow) = ((old ?? []).ToDictionary(statement, StringComparer.Ordinal), now.ToDictionary(statement, StringComparer.Ordinal));
            foreach (var (id, one) in isNow.Where(one => !was.ContainsKey(one.Key))) Add(what, "", await phrase(one, token).ConfigureAwait(false), id);
            foreach (var (id, one) in was.Where(one => !isNow.ContainsKey(one.Key))) Add(what, await phrase(one, token).ConfigureAwait(false), "", id);
        }

        void Add(string what, string old, string now, string? statement) => changes.Add(new StatusChange
        {
            StatementId = ResourceNames.IdOf(statement ?? ""),
            Change = $"{ResourceNames.IdOf(to.Negotiation)}: {(what == "State" ? "" : what == "NextMeeting" ? "next meeting " : $"{what.ToLowerInvariant()} ")}{(old.Length > 0 ? old : "none")} → {(now.Length > 0 ? now : "none")}",
            SubjectId = ResourceNames.IdOf(to.Negotiation),
            What = $"Negotiation{what}",
            Before = old,
            After = now,
            NegotiationId = ResourceNames.IdOf(to.Negotiation),
            Revision = position.Revision,
        });
    }
}
