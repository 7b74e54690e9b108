using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Watching;
using DiplomacyApi.Storage;
using Grpc.Core;

namespace DiplomacyApi.Server.Negotiations;

[BindServiceMethod(typeof(FrozenMethods), nameof(FrozenMethods.Bind))]
internal sealed partial class NegotiationStatusGrpcService(Readiness readiness, Pager pager, WatchGate gate, TimeProvider time) : NegotiationStatusService.NegotiationStatusServiceBase
{
    private readonly Journal _journal = readiness.Journal;
    private readonly Queries _queries = readiness.Journal.Queries;

    public override Task<CreateNegotiationResponse> CreateNegotiation(CreateNegotiationRequest request, ServerCallContext context) =>
        _journal.Writer.CreateNegotiationAsync(request, Callers.RecorderOf(context), context.CancellationToken);

    public override async Task<UpdateNegotiationResponse> UpdateNegotiation(UpdateNegotiationRequest request, ServerCallContext context)
    {
        var response = await _journal.Writer.UpdateNegotiationAsync(request, Callers.RecorderOf(context), context.CancellationToken);
        response.Negotiation ??= _queries.Negotiation(request.Negotiation.Name, ReadPoint.Of(response.LogPosition), context.CancellationToken);
        return response;
    }

    public override Task<GetNegotiationResponse> GetNegotiation(GetNegotiationRequest request, ServerCallContext context)
    {
        var point = _queries.Fix(request.At);
        var negotiation = _queries.Negotiation(request.Name, point, context.CancellationToken) ?? throw NoNegotiation(request.Name, point);
        return Task.FromResult(new GetNegotiationResponse { Negotiation = negotiation, LogPosition = point.Position() });
    }

    public override Task<ListNegotiationsResponse> ListNegotiations(ListNegotiationsRequest request, ServerCallContext context)
    {
        var opened = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _queries.Negotiations(request.Filter, opened.Point, opened.Size, opened.Key, context.CancellationToken);
        return Task.FromResult(new ListNegotiationsResponse
        {
            Negotiations = { page.Items },
            NextPageToken = opened.Next(page.NextKey),
            LogPosition = opened.Point.Position(),
            TotalSize = request.IncludeTotal ? _queries.CountNegotiations(request.Filter, opened.Point, context.CancellationToken) : 0,
        });
    }

    public override Task<GetDemandResponse> GetDemand(GetDemandRequest request, ServerCallContext context)
    {
        var point = _queries.Fix(request.At);
        var demand = _queries.Demand(request.Name, point, request.Lens, context.CancellationToken)
            ?? throw RefusedException.Missing(ErrorReason.UnknownDemand, request.Name, $" as of {point.AsOf:u}, as known at revision {point.Revision}.", "name");
        return Task.FromResult(new GetDemandResponse { Demand = demand, LogPosition = point.Position() });
    }

    public override Task<BatchGetDemandsResponse> BatchGetDemands(BatchGetDemandsRequest request, ServerCallContext context)
    {
        var point = _queries.Fix(request.At);
        var demands = _queries.Demands(request.Names, point, request.Lens, context.CancellationToken);
        Found.All(request.Names, demands, ErrorReason.UnknownDemand, point);
        return Task.FromResult(new BatchGetDemandsResponse { Demands = { demands }, LogPosition = point.Position() });
    }

    public Task<FrozenReply> ListFrozenDemands(ListDemandsRequest request, ServerCallContext context)
    {
        var opened = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _queries.FrozenDemands(request.Filter, opened.Point, request.Lens, opened.Size, opened.Key, context.CancellationToken);
        return Task.FromResult(new FrozenReply(page.Frozen, new ListDemandsResponse
        {
            NextPageToken = opened.Next(page.NextKey),
            LogPosition = opened.Point.Position(),
            AsOf = opened.Point.AsOf.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture),
            TotalSize = request.IncludeTotal ? _queries.CountDemands(request.Filter, opened.Point, request.Lens, context.CancellationToken) : 0,
        }));
    }

    public override Task<ListObligationsResponse> ListObligations(ListObligationsRequest request, ServerCallContext context)
    {
        var opened = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _queries.Obligations(request.Filter, opened.Point, request.Lens, opened.Size, opened.Key, context.CancellationToken);
        return Task.FromResult(new ListObligationsResponse
        {
            Obligations = { page.Items },
            NextPageToken = opened.Next(page.NextKey),
            LogPosition = opened.Point.Position(),
            TotalSize = request.IncludeTotal ? _queries.CountObligations(request.Filter, opened.Point, request.Lens, context.CancellationToken) : 0,
        });
    }

    public override Task<ListObligationHistoryResponse> ListObligationHistory(ListObligationHistoryRequest request, ServerCallContext context)
    {
        var opened = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _queries.ObligationHistory(request, opened.Point, opened.Size, opened.Key, context.CancellationToken);
        return Task.FromResult(new ListObligationHistoryResponse
        {
            Segments = { page.Items },
            NextPageToken = opened.Next(page.NextKey),
            LogPosition = opened.Point.Position(),
            TotalSize = request.IncludeTotal ? _queries.CountObligationHistory(request, opened.Point, context.CancellationToken) : 0,
        });
    }

    public override Task<ListPromisesResponse> ListPromises(ListPromisesRequest request, ServerCallContext context)
    {
        var opened = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _queries.Promises(request.Filter, opened.Point, request.Lens, opened.Size, opened.Key, context.CancellationToken);
        return Task.FromResult(new ListPromisesResponse
        {
            Promises = { page.Items },
            NextPageToken = opened.Next(page.NextKey),
            LogPosition = opened.Point.Position(),
            TotalSize = request.IncludeTotal ? _queries.CountPromises(request.Filter, opened.Point, request.Lens, context.CancellationToken) : 0,
        });
    }

    public Task<FrozenReply> GetFrozenNegotiationStatus(GetNegotiationStatusRequest request, ServerCallContext context)
    {
        var point = _queries.Fix(request.At);
        var status = _queries.FrozenNegotiationStatus(request.Name, point, request.Lens, context.CancellationToken) ?? throw NoNegotiation(request.Name, point);
        return Task.FromResult(new FrozenReply(BoundedStatus.Of(status), new GetNegotiationStatusResponse { LogPosition = point.Position() }));
    }

    public override Task<ListTimelineEntriesResponse> ListTimelineEntries(ListTimelineEntriesRequest request, ServerCallContext context)
    {
        var opened = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        if (_queries.Negotiation(request.Negotiation, opened.Point, context.CancellationToken) is null) throw NoNegotiation(request.Negotiation, opened.Point);
        var page = _queries.Timeline(request.Negotiation, opened.Point, request.Lens, opened.Size, opened.Key, context.CancellationToken);
        return Task.FromResult(new ListTimelineEntriesResponse { TimelineEntries = { page.Items }, NextPageToken = opened.Next(page.NextKey), LogPosition = opened.Point.Position() });
    }

    public override Task<GetMeetingResponse> GetMeeting(GetMeetingRequest request, ServerCallContext context)
    {
        var point = _queries.Fix(request.At);
        var meeting = _queries.Meeting(request.Name, point, request.Lens, context.CancellationToken)
            ?? throw RefusedException.Missing(ErrorReason.UnknownMeeting, request.Name, $" as of {point.AsOf:u}, as known at revision {point.Revision}.", "name");
        return Task.FromResult(new GetMeetingResponse { Meeting = meeting, LogPosition = point.Position() });
    }

    public override Task<ListMeetingsResponse> ListMeetings(ListMeetingsRequest request, ServerCallContext context)
    {
        var opened = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _queries.Meetings(request.Negotiation, opened.Point, request.Lens, opened.Size, opened.Key, context.CancellationToken);
        return Task.FromResult(new ListMeetingsResponse { Meetings = { page.Items }, NextPageToken = opened.Next(page.NextKey), LogPosition = opened.Point.Position() });
    }

    private static RefusedException NoNegotiation(string name, ReadPoint point) =>
        RefusedException.Missing(ErrorReason.UnknownNegotiation, name, $" at revision {point.Revision}.", "name");
}
