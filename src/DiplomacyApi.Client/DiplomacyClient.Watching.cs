using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Client;

public sealed partial class DiplomacyClient
{
    private static readonly TimeSpan ProgressDefault = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Tells every matching entry once, in order of revision, for as long as it is read. Each message says in
    /// <see cref="WatchStatementsResponse.Through"/> up to where all has been told: keep that with what was made of the message, and start
    /// the next watch after it. Messages without events tell how far it is when nothing matches.
    /// </summary>
    /// <remarks>
    /// A watch that is cut, or silent for three progress intervals, is opened again after its last position, with longer and longer waits,
    /// until the cancellation token is; so is one whose caller's token is over, where <see cref="DiplomacyClientOptions.TokenSource"/> gives
    /// the next. What cannot be mended that way is thrown: a <see cref="DiplomacyException"/> whose <see cref="DiplomacyException.Reason"/>
    /// is <see cref="ErrorReason.LogMismatch"/> or <see cref="ErrorReason.RevisionInFuture"/> where the log is no longer the one watched,
    /// and, with <see cref="DiplomacyClientOptions.Positions"/>, a <see cref="LogHistoryException"/>. A server that is not there when the
    /// watch begins is told as such.
    /// </remarks>
    /// <param name="request">What to watch, and where to begin. Required: <see cref="WatchStatementsRequest.Start"/>.</param>
    /// <param name="cancellationToken">Ends the watch with an <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerable<WatchStatementsResponse> WatchStatementsAsync(WatchStatementsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = request.Clone();
        return new Watching<WatchStatementsResponse, StatementEvent>(new WatchedCall<WatchStatementsResponse, StatementEvent>
        {
            Name = nameof(WatchStatementsAsync),
            Progress = ProgressOf(asked.ProgressInterval),
            Open = (after, token) =>
            {
                var next = asked.Clone();
                if (after is not null) next.Start = new WatchStart { After = after };
                return Statements.WatchStatements(next, cancellationToken: token);
            },
            ItemsOf = message => message.Events,
            RevisionOf = told => told.LogPosition.Revision,
            ThroughOf = message => message.Through,
            ProgressOf = message => message.ProgressInterval,
        }, this, _logger).RunAsync(cancellationToken);
    }

    /// <summary>
    /// Tells every change of status of the demands meant once, in order of revision, and dues as they pass, for as long as it is read;
    /// resumed and ended as <see cref="WatchStatementsAsync"/>. With <see cref="WatchDemandsRequest.SendSnapshot"/> it begins with the demands as they
    /// are, handed over when the snapshot is whole; a watch that is resumed does not tell it again.
    /// </summary>
    /// <param name="request">What to watch, and where to begin. Required: <see cref="WatchDemandsRequest.Start"/>.</param>
    /// <param name="cancellationToken">Ends the watch with an <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerable<WatchDemandsResponse> WatchDemandsAsync(WatchDemandsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = request.Clone();
        return new Watching<WatchDemandsResponse, StatusChange>(new WatchedCall<WatchDemandsResponse, StatusChange>
        {
            Name = nameof(WatchDemandsAsync),
            Progress = ProgressOf(asked.ProgressInterval),
            Open = (after, token) =>
            {
                var next = asked.Clone();
                if (after is not null) (next.Start, next.SendSnapshot) = (new WatchStart { After = after }, false);
                return Negotiations.WatchDemands(next, cancellationToken: token);
            },
            ItemsOf = message => message.Changes,
            RevisionOf = change => change.ByClock ? null : change.LogPosition.Revision,
            ThroughOf = message => message.Through,
            ProgressOf = message => message.ProgressInterval,
        }, this, _logger).RunAsync(cancellationToken);
    }

    private static TimeSpan ProgressOf(Duration? asked) => asked?.ToTimeSpan() ?? ProgressDefault;
}
