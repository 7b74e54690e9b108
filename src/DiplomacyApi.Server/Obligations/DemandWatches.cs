using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Server.Obligations;

/// <summary>Serves watches of demands: optionally a snapshot of them, then each change.</summary>
internal sealed class DemandWatches(Readiness readiness, OpenWatches watches, TimeProvider time)
{
    private readonly Storage.JournalStore _journal = readiness.Journal;
    private readonly Queries _queries = readiness.Journal.Queries;

    public async Task RunAsync(
        WatchDemandsRequest request, IServerStreamWriter<FramedMessage> responses, CancellationToken cancellationToken)
    {
        FilterNames.Check(request, _queries, cancellationToken);
        using var registration = watches.Register(_journal.Head.Revision);
        var start = WatchStarts.PositionOf(request.Start, _journal);
        var point = _queries.Points.Of(new ReadAt { KnownAtRevision = start.Revision });
        var progress = request.ProgressInterval ?? Duration.FromTimeSpan(Limits.ProgressDefault);
        if (request.SendSnapshot)
            await StreamRunner.RunAsync(readiness, tokens => SendSnapshotAsync(request.Filter, point, progress, responses, tokens),
                cancellationToken);
        await new DemandWatch(readiness, registration, time, request.Filter, point.AsOf, progress, responses)
            .RunAsync(start, progress, cancellationToken);
    }

    /// <summary>Sends the demands as they are where the watch begins, so that nothing lies between them and the first change.</summary>
    private async Task SendSnapshotAsync(
        DemandFilter? filter, ReadPoint point, Duration progress, IServerStreamWriter<FramedMessage> responses, StreamTokens tokens)
    {
        string? key = null;
        do
        {
            var page = _queries.Obligations.Demands(filter, point, null, Limits.PageItemsDefault, key, tokens.More);
            key = page.NextKey;
            foreach (var demands in SizeBoundedBatches.Split(page.Items, demand => demand.CalculateSize()))
                await responses.WriteAsync(
                    new FramedMessage([], new WatchDemandsResponse { Snapshot = { demands }, ProgressInterval = progress }), tokens.Finish);
        }
        while (key is not null);
        await responses.WriteAsync(
            new FramedMessage(
                [], new WatchDemandsResponse { SnapshotComplete = true, Through = point.ToPosition(), ProgressInterval = progress }),
            tokens.Finish);
    }
}
