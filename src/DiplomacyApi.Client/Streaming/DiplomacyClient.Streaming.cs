using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Client;

public sealed partial class DiplomacyClient
{
    private static readonly TimeSpan ProgressDefault = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public IAsyncEnumerable<WatchStatementsResponse> WatchStatementsAsync(
        WatchStatementsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = request.Clone();
        return new ResumableWatch<WatchStatementsResponse, StatementEvent>(new WatchCall<WatchStatementsResponse, StatementEvent>
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
            RevisionOf = item => item.LogPosition.Revision,
            ThroughOf = message => message.Through,
            ProgressOf = message => message.ProgressInterval,
        }, this, _logger).RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<WatchDemandsResponse> WatchDemandsAsync(
        WatchDemandsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = request.Clone();
        return new ResumableWatch<WatchDemandsResponse, StatusChange>(new WatchCall<WatchDemandsResponse, StatusChange>
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
