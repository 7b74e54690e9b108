using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Negotiations;

/// <summary>Turns changes of negotiations themselves into rows.</summary>
internal sealed class NegotiationChangeRows(NegotiationPhrases phrases)
{
    /// <summary>What is written where the response to a write leaves them out.</summary>
    public const string OmittedWarning =
        "The server did not return what changes in the negotiations themselves; Compare-NegotiationStatus shows it.";

    /// <summary>
    /// A row for each change of the state and the next meeting, and for each condition and warning that begins or ends. Who waits for whom
    /// is in the rows of obligations.
    /// </summary>
    public async Task<List<StatusChange>> ToRowsAsync(
        IEnumerable<NegotiationChange> changes, Func<NegotiationChange, string> statement, CancellationToken token)
    {
        var rows = new List<StatusChange>();
        foreach (var change in changes)
        {
            var (before, after) = (await TextAsync(change.What, change.Before, token).ConfigureAwait(false),
                await TextAsync(change.What, change.After, token).ConfigureAwait(false));
            if (before == after
                    || (change.What is NegotiationChangeKind.Condition or NegotiationChangeKind.Warning
                        && change is { Before: not null, After: not null }))
                continue;
            rows.Add(Row(change, ResourceNames.IdOf(statement(change)), before, after));
        }
        return rows;
    }

    /// <summary>
    /// The statement that made a change, as the change has it; of a condition or warning that ended for another reason, the statement that
    /// made that.
    /// </summary>
    public static string CauseOf(NegotiationChange change) =>
        change.Cause.Length > 0 ? change.Cause : change.Before?.Condition?.Statement ?? change.Before?.Warning?.Statement ?? "";

    private async Task<string> TextAsync(NegotiationChangeKind what, NegotiationValue? value, CancellationToken token) => what switch
    {
        NegotiationChangeKind.State => NegotiationPhrases.State(value?.State.To<NegotiationState>() ?? NegotiationState.None),
        NegotiationChangeKind.NextMeeting => NegotiationPhrases.NextMeeting(value?.NextMeeting),
        NegotiationChangeKind.Condition when value is not null =>
            await phrases.ConditionAsync(value.Condition, token).ConfigureAwait(false),
        NegotiationChangeKind.Warning when value is not null => await phrases.WarningAsync(value.Warning, token).ConfigureAwait(false),
        _ => "",
    };

    private static StatusChange Row(NegotiationChange change, string statement, string before, string after)
    {
        var (negotiation, what) = (ResourceNames.IdOf(change.Negotiation), change.What switch
        {
            NegotiationChangeKind.State => "",
            NegotiationChangeKind.NextMeeting => "next meeting ",
            _ => $"{change.What.ToString().ToLowerInvariant()} ",
        });
        return new StatusChange
        {
            StatementId = statement,
            Change = $"{negotiation}: {what}{(before.Length > 0 ? before : "none")} → {(after.Length > 0 ? after : "none")}",
            SubjectId = negotiation,
            What = $"Negotiation{change.What}",
            Before = before,
            After = after,
            NegotiationId = negotiation,
            Revision = change.LogPosition?.Revision ?? 0,
        };
    }
}
