using Diplomacy.V1;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Watching;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Server.Obligations;

/// <summary>Watches the changes of status of demands, also those that the clock makes.</summary>
internal sealed class DemandWatch(
    Readiness readiness, OpenWatches.OpenWatch registration, TimeProvider time, DemandFilter? filter, DateTimeOffset asOf,
    Duration progress,
    IServerStreamWriter<FramedMessage> responses) : Watch<WatchedChange>(readiness, registration, time)
{
    private readonly Watches _watches = readiness.Journal.Watches;
    private readonly Queries _queries = readiness.Journal.Queries;
    private readonly TimeProvider _time = time;

    protected override long? DuesKnownUntil => DueClock.PlaceOf(asOf);

    protected override Task<Watched<WatchedChange>> ReadAfterAsync(long revision, CancellationToken ct) =>
        _watches.ChangesAfterAsync(revision, ct);

    protected override Task<Watched<WatchedChange>> ReadDuesPassedAfterAsync(long ticks, CancellationToken ct) =>
        _watches.PassedAfterAsync(ticks, ct);

    protected override LogPosition PositionOf(WatchedChange item) => item.Change.LogPosition;

    protected override int SizeOf(WatchedChange item) => item.Frame.Length;

    protected override Task SendAsync(IReadOnlyList<WatchedChange> items, LogPosition through, bool isCaughtUp, CancellationToken ct) =>
        responses.WriteAsync(
            new FramedMessage([.. items.Select(item => item.Frame)],
                new WatchDemandsResponse { Through = through, CaughtUp = isCaughtUp, ProgressInterval = progress }),
            ct);

    /// <summary>When the demand of a change was opened and is due is looked up, before the change and after it.</summary>
    protected override bool Matches(WatchedChange watched, CancellationToken ct)
    {
        var item = watched.Change;
        if (!Watches.Matches(filter, item)) return false;
        if (filter is null || (filter.DueBy.Length == 0 && filter.Since.Length == 0)) return true;
        var demand = new DemandFilter { Demands = { item.Subject }, DueBy = filter.DueBy, Since = filter.Since };
        var now = _time.GetUtcNow();
        return new[] { item.LogPosition.Revision, item.LogPosition.Revision - 1 }.Any(revision =>
            _queries.Obligations.Demands(demand, new ReadPoint(item.LogPosition.LogId, revision, now), null, 1, null, ct).Items.Count > 0);
    }
}
