using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Watching;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Watching;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Server.Negotiations;

internal sealed partial class NegotiationStatusGrpcService
{
    public override Task<CompareNegotiationStatusResponse> CompareNegotiationStatus(CompareNegotiationStatusRequest request, ServerCallContext context)
    {
        var (before, after) = (_queries.Fix(request.Before, "before"), _queries.Fix(request.After, "after"));
        var status = _queries.NegotiationStatus(request.Name, after, request.Lens, context.CancellationToken) ?? throw NoNegotiation(request.Name, after);
        var earlier = _queries.NegotiationStatus(request.Name, before, request.Lens, context.CancellationToken);
        var changes = AnsweredChanges.Of(_queries.Changes(request.Name, before, after, request.Lens, context.CancellationToken));
        return Task.FromResult(new CompareNegotiationStatusResponse
        {
            Before = earlier is null ? null : BoundedStatus.Of(earlier),
            After = BoundedStatus.Of(status),
            Changes = { changes.Told },
            ChangesOmitted = changes.AreOmitted,
            BeforePosition = before.Position(),
            LogPosition = after.Position(),
        });
    }

    public override Task<ListStandoffsResponse> ListStandoffs(ListStandoffsRequest request, ServerCallContext context)
    {
        var opened = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _queries.Standoffs(opened.Point, request.Lens, opened.Size, opened.Key, context.CancellationToken);
        return Task.FromResult(new ListStandoffsResponse { Standoffs = { page.Items }, NextPageToken = opened.Next(page.NextKey), LogPosition = opened.Point.Position() });
    }

    public override Task<GetWaitGraphResponse> GetWaitGraph(GetWaitGraphRequest request, ServerCallContext context)
    {
        var point = _queries.Fix(request.At);
        FilterNames.Check(request, _queries, context.CancellationToken);
        var graph = _queries.WaitGraph(request.Negotiation, point, request.Lens, context.CancellationToken);
        return Task.FromResult(new GetWaitGraphResponse { Graph = graph, LogPosition = point.Position() });
    }

    public override async Task WatchDemands(WatchDemandsRequest request, IServerStreamWriter<WatchDemandsResponse> responses, ServerCallContext context)
    {
        FilterNames.Check(request, _queries, context.CancellationToken);
        using var place = gate.Enter(_journal.Head.Revision);
        var start = Watch<StatusChange>.Start(request.Start, _journal);
        var opened = _queries.Fix(new ReadAt { KnownAtRevision = start.Revision });
        var progress = request.ProgressInterval ?? Duration.FromTimeSpan(Limits.ProgressDefault);
        if (request.SendSnapshot)
            await Streams.RunAsync(readiness, tokens => SendSnapshotAsync(request.Filter, opened, progress, responses, tokens), context.CancellationToken);

        await new Watch<StatusChange>(_journal, place, readiness, time)
        {
            ReadAfter = _journal.Watches.ChangesAfterAsync,
            Matches = change => Fits(request.Filter, change, context.CancellationToken),
            PositionOf = change => change.LogPosition,
            MessageOf = change => change,
            Send = (changes, through, caughtUp, ct) => responses.WriteAsync(
                new WatchDemandsResponse { Changes = { changes }, Through = through, CaughtUp = caughtUp, ProgressInterval = progress }, ct),
            ReadPassedAfter = _journal.Watches.PassedAfterAsync,
            PassedUntil = DueClock.PlaceOf(opened.AsOf),
        }.RunAsync(start, progress, context.CancellationToken);
    }

    /// <summary>The demands as they are at the place where the watch begins, so that nothing lies between them and the first change.</summary>
    private async Task SendSnapshotAsync(
        DemandFilter? filter, ReadPoint point, Duration progress, IServerStreamWriter<WatchDemandsResponse> responses, StreamTokens tokens)
    {
        string? key = null;
        do
        {
            var page = _queries.Demands(filter, point, null, Limits.PageItemsDefault, key, tokens.More);
            key = page.NextKey;
            foreach (var demands in new BytesBounded<Demand>(demand => demand.CalculateSize()).Of(page.Items))
                await responses.WriteAsync(new WatchDemandsResponse { Snapshot = { demands }, ProgressInterval = progress }, tokens.Finish);
        }
        while (key is not null);
        await responses.WriteAsync(new WatchDemandsResponse { SnapshotComplete = true, Through = point.Position(), ProgressInterval = progress }, tokens.Finish);
    }

    /// <summary>Whether a change is meant. When its demand was opened and is due is looked up, before the change and after it.</summary>
    private bool Fits(DemandFilter? filter, StatusChange change, CancellationToken ct)
    {
        if (!Watches.Matches(filter, change)) return false;
        if (filter is null || (filter.DueBy.Length == 0 && filter.Since.Length == 0)) return true;
        var which = new DemandFilter { Demands = { change.Subject }, DueBy = filter.DueBy, Since = filter.Since };
        var now = time.GetUtcNow();
        return new[] { change.LogPosition.Revision, change.LogPosition.Revision - 1 }.Any(revision =>
            _queries.Demands(which, new ReadPoint(change.LogPosition.LogId, revision, now), null, 1, null, ct).Items.Count > 0);
    }
}
