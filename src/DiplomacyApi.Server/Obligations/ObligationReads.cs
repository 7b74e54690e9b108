using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage;

namespace DiplomacyApi.Server.Obligations;

/// <summary>Reads demands, what is owed on them, and promises.</summary>
internal sealed class ObligationReads(Readiness readiness, Pager pager)
{
    private readonly Queries _queries = readiness.Journal.Queries;

    public GetDemandResponse GetDemand(GetDemandRequest request, CancellationToken cancellationToken)
    {
        var point = _queries.Points.Of(request.At);
        var demand = _queries.Obligations.Demand(request.Name, point, request.Lens, cancellationToken)
            ?? throw DemandRefusals.UnknownTarget(request.Name, $" as of {point.AsOf:u}, as known at revision {point.Revision}.", "name");
        return new GetDemandResponse { Demand = demand, LogPosition = point.ToPosition() };
    }

    public BatchGetDemandsResponse BatchGetDemands(BatchGetDemandsRequest request, CancellationToken cancellationToken)
    {
        var point = _queries.Points.Of(request.At);
        var demands = _queries.Obligations.Demands(request.Names, point, request.Lens, cancellationToken);
        RequestedNames.ThrowIfMissing(request.Names, demands, ErrorReason.UnknownDemand, point);
        return new BatchGetDemandsResponse { Demands = { demands }, LogPosition = point.ToPosition() };
    }

    public FrozenReply ListDemands(ListDemandsRequest request, CancellationToken cancellationToken)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, cancellationToken);
        var page = _queries.Obligations.FrozenDemands(
            request.Filter, pageRequest.Point, request.Lens, pageRequest.Size, pageRequest.Key, cancellationToken);
        return new FrozenReply(page.Frozen, new ListDemandsResponse
        {
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
            AsOf = pageRequest.Point.AsOf.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
            TotalSize = request.IncludeTotal
                ? _queries.Obligations.CountDemands(request.Filter, pageRequest.Point, request.Lens, cancellationToken)
                : 0,
        });
    }

    public ListObligationsResponse ListObligations(ListObligationsRequest request, CancellationToken cancellationToken)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, cancellationToken);
        var page = _queries.Obligations.Obligations(
            request.Filter, pageRequest.Point, request.Lens, pageRequest.Size, pageRequest.Key, cancellationToken);
        return new ListObligationsResponse
        {
            Obligations = { page.Items },
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
            TotalSize = request.IncludeTotal
                ? _queries.Obligations.CountObligations(request.Filter, pageRequest.Point, request.Lens, cancellationToken)
                : 0,
        };
    }

    public ListObligationHistoryResponse ListObligationHistory(ListObligationHistoryRequest request, CancellationToken cancellationToken)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, cancellationToken);
        var page = _queries.History.ObligationHistory(request, pageRequest.Point, pageRequest.Size, pageRequest.Key, cancellationToken);
        return new ListObligationHistoryResponse
        {
            Segments = { page.Items },
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
            TotalSize = request.IncludeTotal ? _queries.History.CountObligationHistory(request, pageRequest.Point, cancellationToken) : 0,
        };
    }

    public ListPromisesResponse ListPromises(ListPromisesRequest request, CancellationToken cancellationToken)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, cancellationToken);
        var page = _queries.Obligations.Promises(
            request.Filter, pageRequest.Point, request.Lens, pageRequest.Size, pageRequest.Key, cancellationToken);
        return new ListPromisesResponse
        {
            Promises = { page.Items },
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
            TotalSize = request.IncludeTotal
                ? _queries.Obligations.CountPromises(request.Filter, pageRequest.Point, request.Lens, cancellationToken)
                : 0,
        };
    }
}
