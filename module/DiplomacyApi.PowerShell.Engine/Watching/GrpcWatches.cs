using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Obligations;
using DiplomacyApi.PowerShell.Engine.Statements;

namespace DiplomacyApi.PowerShell.Engine.Watching;

/// <summary>Watches of a server. The client resumes them; the notes it logs about that come among the messages.</summary>
internal sealed class GrpcWatches(DiplomacyClient client, WatchNotes notes, StatusChangeRows changes, StatementEventRows events)
    : IWatchQueries
{
    public IAsyncEnumerable<WatchMessage<StatusChange>> WatchDemandsAsync(
        DemandQuery query, WatchPosition? after, CancellationToken cancellationToken) => RowStreams.Prepared(
        async () => new WatchDemandsRequest
        {
            Start = new WatchStart { After = await StartAsync(after, cancellationToken).ConfigureAwait(false) },
            Filter = await DemandFilters.CreateAsync(client, query, cancellationToken).ConfigureAwait(false),
        },
        request => WithNotes(client.WatchDemandsAsync(request, cancellationToken), request.Start.After, async response =>
        {
            var rows = await changes.ToRowsAsync(response.Changes, change => change.Cause, cancellationToken).ConfigureAwait(false);
            return (rows, response.Through);
        }, cancellationToken), cancellationToken);

    public IAsyncEnumerable<WatchMessage<StatementEvent>> WatchStatementsAsync(
        StatementQuery query, WatchPosition? after, CancellationToken cancellationToken) => RowStreams.Prepared(
        async () => new WatchStatementsRequest
        {
            Start = new WatchStart { After = await StartAsync(after, cancellationToken).ConfigureAwait(false) },
            Filter = await StatementFilters.CreateAsync(client, query, cancellationToken).ConfigureAwait(false),
        },
        request => WithNotes(client.WatchStatementsAsync(request, cancellationToken), request.Start.After, async response =>
        {
            var rows = new List<StatementEvent>();
            foreach (var message in response.Events) rows.Add(await events.ToRowAsync(message, cancellationToken).ConfigureAwait(false));
            return (rows, response.Through);
        }, cancellationToken), cancellationToken);

    /// <summary>
    /// Where a watch begins: a definite position, so that a watch that is interrupted before its first message loses nothing.
    /// </summary>
    private async Task<LogPosition> StartAsync(WatchPosition? after, CancellationToken cancellationToken)
    {
        if (after is { LogId.Length: > 0 }) return new LogPosition { LogId = after.LogId, Revision = after.Revision };
        var head = (await client.Journal.GetJournalAsync(
            new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false)).LogPosition;
        return after is null ? head : new LogPosition { LogId = head.LogId, Revision = after.Revision };
    }

    private async IAsyncEnumerable<WatchMessage<TRow>> WithNotes<TResponse, TRow>(
        IAsyncEnumerable<TResponse> responses, LogPosition start, Func<TResponse, Task<(List<TRow> Rows, LogPosition Through)>> map,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = notes.Subscribe();
        var enumerator = responses.GetAsyncEnumerator(cancellationToken);
        await using var ended = enumerator.ConfigureAwait(false);
        var nextNote = subscription.NextAsync(cancellationToken);
        for (var (hasBegun, wasInterrupted) = (false, false); ;)
        {
            var next = enumerator.MoveNextAsync().AsTask();
            while (await Task.WhenAny(next, nextNote).ConfigureAwait(false) != next && !nextNote.IsCanceled)
            {
                wasInterrupted = true;
                foreach (var note in subscription.TakeAll()) yield return new WatchMessage<TRow>([], null, note);
                nextNote = subscription.NextAsync(cancellationToken);
            }
            var hasNext = await ErrorTranslator.TranslateErrorsAsync(() => next).ConfigureAwait(false);
            // What was noted before the message comes before it.
            foreach (var note in subscription.TakeAll())
            {
                wasInterrupted = true;
                yield return new WatchMessage<TRow>([], null, note);
            }
            if (!hasNext) yield break;
            var (rows, through) = await ErrorTranslator.TranslateErrorsAsync(() => map(enumerator.Current)).ConfigureAwait(false);
            yield return new WatchMessage<TRow>(rows, ToPosition(through),
                !hasBegun ? $"The watch begins after revision {start.Revision}." : wasInterrupted ? "The watch goes on." : "");
            (hasBegun, wasInterrupted) = (true, false);
        }
    }

    private static WatchPosition ToPosition(LogPosition position) => new(position.LogId, position.Revision);
}
