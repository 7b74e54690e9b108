using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Connections;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Watches, which the client resumes; what happened to them is told among the messages.</summary>
public sealed partial class GrpcEngine
{
    public IAsyncEnumerable<WatchMessage<StatusChange>> WatchDemandsAsync(DemandQuery query, WatchPosition? after, CancellationToken cancellationToken) => After(
        async () => new WatchDemandsRequest
        {
            Start = new WatchStart { After = await PlaceAsync(after, cancellationToken).ConfigureAwait(false) },
            Filter = await FilterOfAsync(query, cancellationToken).ConfigureAwait(false),
        },
        request => WithNotes(_client.WatchDemandsAsync(request, cancellationToken), request.Start.After, async response =>
        {
            var rows = await _rows.OfAsync(response.Changes, change => change.Cause, cancellationToken).ConfigureAwait(false);
            return (rows, response.Through);
        }, cancellationToken), cancellationToken);

    public IAsyncEnumerable<WatchMessage<StatementEvent>> WatchStatementsAsync(StatementQuery query, WatchPosition? after, CancellationToken cancellationToken) => After(
        async () => new WatchStatementsRequest
        {
            Start = new WatchStart { After = await PlaceAsync(after, cancellationToken).ConfigureAwait(false) },
            Filter = await FilterOfAsync(query, cancellationToken).ConfigureAwait(false),
        },
        request => WithNotes(_client.WatchStatementsAsync(request, cancellationToken), request.Start.After, async response =>
        {
            var rows = new List<StatementEvent>();
            foreach (var told in response.Events) rows.Add(await _rows.OfAsync(told, cancellationToken).ConfigureAwait(false));
            return (rows, response.Through);
        }, cancellationToken), cancellationToken);

    /// <summary>Where a watch begins: a definite place, so that one that is cut before its first message loses nothing.</summary>
    private async Task<LogPosition> PlaceAsync(WatchPosition? after, CancellationToken cancellationToken)
    {
        if (after is { LogId.Length: > 0 }) return new LogPosition { LogId = after.LogId, Revision = after.Revision };
        var head = (await _client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false)).LogPosition;
        return after is null ? head : new LogPosition { LogId = head.LogId, Revision = after.Revision };
    }

    private async IAsyncEnumerable<WatchMessage<TRow>> WithNotes<TResponse, TRow>(
        IAsyncEnumerable<TResponse> responses, LogPosition start, Func<TResponse, Task<(List<TRow> Rows, LogPosition Through)>> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var notes = _notes.Listen();
        var enumerator = responses.GetAsyncEnumerator(cancellationToken);
        await using var ended = enumerator.ConfigureAwait(false);
        var noted = notes.NextAsync(cancellationToken);
        for (var (hasBegun, wasCut) = (false, false); ;)
        {
            var next = enumerator.MoveNextAsync().AsTask();
            while (await Task.WhenAny(next, noted).ConfigureAwait(false) != next && !noted.IsCanceled)
            {
                wasCut = true;
                foreach (var note in notes.Taken()) yield return new WatchMessage<TRow>([], null, note);
                noted = notes.NextAsync(cancellationToken);
            }
            var goesOn = await Failures.Told(() => next).ConfigureAwait(false);
            // What was noted before the message is told before it.
            foreach (var note in notes.Taken())
            {
                wasCut = true;
                yield return new WatchMessage<TRow>([], null, note);
            }
            if (!goesOn) yield break;
            var (rows, through) = await Failures.Told(() => map(enumerator.Current)).ConfigureAwait(false);
            yield return new WatchMessage<TRow>(rows, Place(through), !hasBegun ? $"The watch begins after revision {start.Revision}." : wasCut ? "The watch goes on." : "");
            (hasBegun, wasCut) = (true, false);
        }
    }

    private static WatchPosition Place(LogPosition position) => new(position.LogId, position.Revision);
}
