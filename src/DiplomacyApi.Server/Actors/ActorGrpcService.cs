using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Import;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Server.Throttling;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage.Import;
using DiplomacyApi.Storage.Journal;
using Grpc.Core;

namespace DiplomacyApi.Server.Actors;

[BindServiceMethod(typeof(RequestParsingBinder), nameof(RequestParsingBinder.Bind))]
internal sealed class ActorGrpcService(Readiness readiness, Pager pager, Quotas quotas) : ActorService.ActorServiceBase
{
    private readonly Storage.JournalStore _journal = readiness.Journal;

    public override Task<CreateActorResponse> CreateActor(CreateActorRequest request, ServerCallContext context) =>
        _journal.Writer.CreateActorAsync(request, Caller.Of(context).Name, context.CancellationToken);

    public override async Task<UpdateActorResponse> UpdateActor(UpdateActorRequest request, ServerCallContext context)
    {
        var response = await _journal.Writer.UpdateActorAsync(request, Caller.Of(context).Name, context.CancellationToken);
        response.Actor ??= _journal.Queries.Actors.Actor(request.Actor.Name, ReadPoint.Of(response.LogPosition), context.CancellationToken);
        return response;
    }

    public override Task<GetActorResponse> GetActor(GetActorRequest request, ServerCallContext context)
    {
        var point = _journal.Queries.Points.Of(request.At);
        var actor = _journal.Queries.Actors.Actor(request.Name, point, context.CancellationToken)
            ?? throw ActorRefusals.UnknownTarget(request.Name, $" at revision {point.Revision}.", "name");
        return Task.FromResult(new GetActorResponse { Actor = actor, LogPosition = point.ToPosition() });
    }

    public override Task<BatchGetActorsResponse> BatchGetActors(BatchGetActorsRequest request, ServerCallContext context)
    {
        var point = _journal.Queries.Points.Of(request.At);
        var actors = _journal.Queries.Actors.Actors(request.Names, point, context.CancellationToken);
        RequestedNames.ThrowIfMissing(request.Names, actors, ErrorReason.UnknownActor, point);
        return Task.FromResult(new BatchGetActorsResponse { Actors = { actors }, LogPosition = point.ToPosition() });
    }

    public override Task<ListActorsResponse> ListActors(ListActorsRequest request, ServerCallContext context)
    {
        var pageRequest = pager.Open(request, request.At, request.PageSize, request.PageToken, context.CancellationToken);
        var page = _journal.Queries.Actors.Actors(
            request.Filter, pageRequest.Point, pageRequest.Size, pageRequest.Key, context.CancellationToken);
        return Task.FromResult(new ListActorsResponse
        {
            Actors = { page.Items },
            NextPageToken = pageRequest.Next(page.NextKey),
            LogPosition = pageRequest.Point.ToPosition(),
            TotalSize = request.IncludeTotal
                ? _journal.Queries.Actors.CountActors(request.Filter, pageRequest.Point, context.CancellationToken)
                : 0,
        });
    }

    public override Task<ResolveActorResponse> ResolveActor(ResolveActorRequest request, ServerCallContext context)
    {
        var point = _journal.Queries.Points.Of(request.At);
        var most = request.MaxCandidates == 0 ? Limits.CandidatesDefault : request.MaxCandidates;
        var resolution = _journal.Queries.Actors.Resolve(request.Query, point, most, context.CancellationToken);
        return Task.FromResult(new ResolveActorResponse
        {
            Candidates = { resolution.Candidates },
            Suggestions = { resolution.Suggestions },
            LogPosition = point.ToPosition(),
        });
    }

    public override Task ImportActors(
        IAsyncStreamReader<ImportActorsRequest> requests, IServerStreamWriter<ImportActorsResponse> responses, ServerCallContext context) =>
        StreamRunner.RunAsync(readiness, async tokens =>
        {
            using var import = new ImportStream(_journal, Caller.Of(context).Name, quotas);
            await import.RunAsync(requests, request => request.Options, BatchOf,
                acknowledgement => responses.WriteAsync(new ImportActorsResponse { Acknowledgement = acknowledgement }, tokens.Finish),
                tokens);
        }, context.CancellationToken);

    private static ImportedBatch? BatchOf(ImportActorsRequest request) => request.Batch is { } batch
        ? new ImportedBatch(batch, batch.Number, batch.Items.Count, () => Ordered(batch.Items))
        : null;

    // Actors are recorded after the bodies that they belong to.
    private static List<ImportedItem> Ordered(IEnumerable<ActorItem> items) =>
    [
        .. Domain.Actors.ActorOrder
            .BodiesFirst(items.Index(), one => $"actors/{one.Item.Actor?.ActorId}", one => one.Item.Actor?.Actor ?? new Actor())
            .Select(one => new ImportedItem(one.Index, one.Item, one.Item.Source, () => ImportRow.Of(one.Item.Actor))),
    ];
}
