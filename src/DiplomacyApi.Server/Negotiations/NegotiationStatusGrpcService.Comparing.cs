using Diplomacy.V1;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using Grpc.Core;

namespace DiplomacyApi.Server.Negotiations;

internal sealed partial class NegotiationStatusGrpcService
{
    public override Task<CompareNegotiationStatusResponse> CompareNegotiationStatus(
        CompareNegotiationStatusRequest request, ServerCallContext context)
    {
        var (before, after) = (_queries.Points.Of(request.Before, "before"), _queries.Points.Of(request.After, "after"));
        var status = _queries.Negotiations.NegotiationStatus(request.Name, after, request.Lens, context.CancellationToken)
            ?? throw NoNegotiation(request.Name, after);
        var earlier = _queries.Negotiations.NegotiationStatus(request.Name, before, request.Lens, context.CancellationToken);
        var changes = ReportedChanges.Of(_queries.Comparison.Changes(request.Name, before, after, request.Lens, context.CancellationToken));
        var own = ReportedChanges.Of(ChangesOf(earlier, status, after));
        return Task.FromResult(new CompareNegotiationStatusResponse
        {
            Before = earlier is null ? null : BoundedStatus.Of(earlier),
            After = BoundedStatus.Of(status),
            Changes = { changes.Changes },
            ChangesOmitted = changes.AreOmitted,
            NegotiationChanges = { own.Changes },
            NegotiationChangesOmitted = own.AreOmitted,
            BeforePosition = before.ToPosition(),
            LogPosition = after.ToPosition(),
        });
    }

    private static IEnumerable<NegotiationChange> ChangesOf(NegotiationStatus? before, NegotiationStatus after, ReadPoint point)
    {
        foreach (var change in NegotiationChanges.Between(before, after))
        {
            (change.Negotiation, change.LogPosition) = (after.Negotiation, point.ToPosition());
            yield return change;
        }
    }

    public override Task<ListStandoffsResponse> ListStandoffs(ListStandoffsRequest request, ServerCallContext context)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _queries.Comparison.Standoffs(
            pageRequest.Point, request.Lens, pageRequest.Size, pageRequest.Key, context.CancellationToken);
        return Task.FromResult(new ListStandoffsResponse
        {
            Standoffs = { page.Items },
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
        });
    }

    public override Task<GetWaitGraphResponse> GetWaitGraph(GetWaitGraphRequest request, ServerCallContext context)
    {
        var point = _queries.Points.Of(request.At);
        FilterNames.Check(request, _queries, context.CancellationToken);
        var graph = _queries.Comparison.WaitGraph(request.Negotiation, point, request.Lens, context.CancellationToken);
        return Task.FromResult(new GetWaitGraphResponse { Graph = graph, LogPosition = point.ToPosition() });
    }
}
