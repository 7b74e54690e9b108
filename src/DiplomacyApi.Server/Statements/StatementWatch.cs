using Diplomacy.V1;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Watching;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Server.Statements;

/// <summary>Watches what is recorded of statements.</summary>
internal sealed class StatementWatch(
    Readiness readiness, OpenWatches.OpenWatch registration, TimeProvider time, StatementFilter? filter, Duration progress,
    IServerStreamWriter<FramedMessage> responses) : Watch<StatementEntry>(readiness, registration, time)
{
    private readonly Watches _watches = readiness.Journal.Watches;
    private readonly StatementCriteria _criteria = new(filter);

    protected override Task<Watched<StatementEntry>> ReadAfterAsync(long revision, CancellationToken ct) =>
        _watches.StatementsAfterAsync(revision, ct);

    protected override bool Matches(StatementEntry item, CancellationToken ct) => item.Matches(_criteria);

    protected override LogPosition PositionOf(StatementEntry item) => item.Position;

    protected override int SizeOf(StatementEntry item) => item.Frame.Length;

    protected override Task SendAsync(
        IReadOnlyList<StatementEntry> items, LogPosition through, bool isCaughtUp, CancellationToken ct) => responses.WriteAsync(
        new FramedMessage([.. items.Select(entry => entry.Frame)],
            new WatchStatementsResponse { Through = through, CaughtUp = isCaughtUp, ProgressInterval = progress }),
        ct);
}
