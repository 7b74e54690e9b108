using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Obligations;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using Grpc.Core;

namespace DiplomacyApi.Server.Negotiations;

[BindServiceMethod(typeof(NegotiationStatusMethods), nameof(NegotiationStatusMethods.Bind))]
internal sealed partial class NegotiationStatusGrpcService(
    Readiness readiness, Pager pager, ObligationReads obligations, DemandWatches demandWatches)
    : NegotiationStatusService.NegotiationStatusServiceBase
{
    private readonly Storage.JournalStore _journal = readiness.Journal;
    private readonly Queries _queries = readiness.Journal.Queries;

    public override Task<CreateNegotiationResponse> CreateNegotiation(CreateNegotiationRequest request, ServerCallContext context) =>
        _journal.Writer.CreateNegotiationAsync(request, Caller.Of(context).Name, context.CancellationToken);

    public override async Task<UpdateNegotiationResponse> UpdateNegotiation(UpdateNegotiationRequest request, ServerCallContext context)
    {
        var response = await _journal.Writer.UpdateNegotiationAsync(request, Caller.Of(context).Name, context.CancellationToken);
        response.Negotiation ??= _queries.Negotiations.Negotiation(
            request.Negotiation.Name, ReadPoint.Of(response.LogPosition), context.CancellationToken);
        return response;
    }

    public override Task<GetNegotiationResponse> GetNegotiation(GetNegotiationRequest request, ServerCallContext context)
    {
        var point = _queries.Points.Of(request.At);
        var negotiation = _queries.Negotiations.Negotiation(request.Name, point, context.CancellationToken)
            ?? throw NoNegotiation(request.Name, point);
        return Task.FromResult(new GetNegotiationResponse { Negotiation = negotiation, LogPosition = point.ToPosition() });
    }

    public override Task<ListNegotiationsResponse> ListNegotiations(ListNegotiationsRequest request, ServerCallContext context)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _queries.Negotiations.Negotiations(
            request.Filter, pageRequest.Point, pageRequest.Size, pageRequest.Key, context.CancellationToken);
        return Task.FromResult(new ListNegotiationsResponse
        {
            Negotiations = { page.Items },
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
            TotalSize = request.IncludeTotal
                ? _queries.Negotiations.CountNegotiations(request.Filter, pageRequest.Point, context.CancellationToken)
                : 0,
        });
    }

    public override Task<GetDemandResponse> GetDemand(GetDemandRequest request, ServerCallContext context) =>
        Task.FromResult(obligations.GetDemand(request, context.CancellationToken));

    public override Task<BatchGetDemandsResponse> BatchGetDemands(BatchGetDemandsRequest request, ServerCallContext context) =>
        Task.FromResult(obligations.BatchGetDemands(request, context.CancellationToken));

    public Task<FrozenReply> ListFrozenDemands(ListDemandsRequest request, ServerCallContext context) =>
        Task.FromResult(obligations.ListDemands(request, context.CancellationToken));

    public override Task<ListObligationsResponse> ListObligations(ListObligationsRequest request, ServerCallContext context) =>
        Task.FromResult(obligations.ListObligations(request, context.CancellationToken));

    public override Task<ListObligationHistoryResponse> ListObligationHistory(
        ListObligationHistoryRequest request, ServerCallContext context) =>
        Task.FromResult(obligations.ListObligationHistory(request, context.CancellationToken));

    public override Task<ListPromisesResponse> ListPromises(ListPromisesRequest request, ServerCallContext context) =>
        Task.FromResult(obligations.ListPromises(request, context.CancellationToken));

    public Task WatchFramedDemands(WatchDemandsRequest request, IServerStreamWriter<FramedMessage> responses, ServerCallContext context) =>
        demandWatches.RunAsync(request, responses, context.CancellationToken);

    public Task<FrozenReply> GetFrozenNegotiationStatus(GetNegotiationStatusRequest request, ServerCallContext context)
    {
        var point = _queries.Points.Of(request.At);
        var status = _queries.Negotiations.FrozenNegotiationStatus(request.Name, point, request.Lens, context.CancellationToken)
            ?? throw NoNegotiation(request.Name, point);
        return Task.FromResult(new FrozenReply(BoundedStatus.Of(status),
            new GetNegotiationStatusResponse { LogPosition = point.ToPosition() }));
    }

    public override Task<ListTimelineEntriesResponse> ListTimelineEntries(ListTimelineEntriesRequest request, ServerCallContext context)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        if (_queries.Negotiations.Negotiation(request.Negotiation, pageRequest.Point, context.CancellationToken) is null)
            throw NoNegotiation(request.Negotiation, pageRequest.Point);
        var page = _queries.Negotiations.Timeline(
            request.Negotiation, pageRequest.Point, request.Lens, pageRequest.Size, pageRequest.Key, context.CancellationToken);
        return Task.FromResult(new ListTimelineEntriesResponse
        {
            TimelineEntries = { page.Items },
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
        });
    }

    public override Task<GetMeetingResponse> GetMeeting(GetMeetingRequest request, ServerCallContext context)
    {
        var point = _queries.Points.Of(request.At);
        var meeting = _queries.Negotiations.Meeting(request.Name, point, request.Lens, context.CancellationToken)
            ?? throw MeetingRefusals.UnknownTarget(request.Name, $" as of {point.AsOf:u}, as known at revision {point.Revision}.", "name");
        return Task.FromResult(new GetMeetingResponse { Meeting = meeting, LogPosition = point.ToPosition() });
    }

    public override Task<ListMeetingsResponse> ListMeetings(ListMeetingsRequest request, ServerCallContext context)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _queries.Negotiations.Meetings(
            request.Negotiation, pageRequest.Point, request.Lens, pageRequest.Size, pageRequest.Key, context.CancellationToken);
        return Task.FromResult(new ListMeetingsResponse
        {
            Meetings = { page.Items },
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
        });
    }

    private static RefusedException NoNegotiation(string name, ReadPoint point) =>
        NegotiationRefusals.UnknownTarget(name, $" at revision {point.Revision}.", "name");
}
