using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Watching;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.Server.Obligations;

/// <summary>Watches the status of demands: optionally a snapshot of them, then each change.</summary>
internal sealed class DemandWatch(Readiness readiness, WatchGate gate, TimeProvider time)
{
    private readonly Storage.Journal _journal = readiness.Journal;
    private readonly Queries _queries = readiness.Journal.Queries;

    public async Task RunAsync(WatchDemandsRequest request, IServerStreamWriter<WatchDemandsResponse> responses, CancellationToken cancellationToken)
    {
        FilterNames.Check(request, _queries, cancellationToken);
        using var place = gate.Enter(_journal.Head.Revision);
        var start = Watch<StatusChange>.Start(request.Start, _journal);
        var opened = _queries.Fix(new ReadAt { KnownAtRevision = start.Revision });
        var progress = request.ProgressInterval ?? Duration.FromTimeSpan(Limits.ProgressDefault);
        if (request.SendSnapshot)
            await Streams.RunAsync(readiness, tokens => SendSnapshotAsync(request.Filter, opened, progress, responses, tokens), cancellationToken);

        await new Watch<StatusChange>(_journal, place, readiness, time)
        {
            ReadAfter = _journal.Watches.ChangesAfterAsync,
            Matches = change => Fits(request.Filter, change, cancellationToken),
            PositionOf = change => change.LogPosition,
            MessageOf = change => change,
            Send = (changes, through, caughtUp, ct) => responses.WriteAsync(
                new WatchDemandsResponse { Changes = { changes }, Through = through, CaughtUp = caughtUp, ProgressInterval = progress }, ct),
            ReadPassedAfter = _journal.Watches.PassedAfterAsync,
            PassedUntil = DueClock.PlaceOf(opened.AsOf),
        }.RunAsync(start, progress, cancellationToken);
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
        await responses.WriteAsync(new WatchDemandsResponse { SnapshotComplete = true, Through = point.ToPosition(), ProgressInterval = progress }, tokens.Finish);
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
