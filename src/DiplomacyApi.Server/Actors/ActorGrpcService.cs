using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Hosting;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Storage;
using Grpc.Core;

namespace DiplomacyApi.Server.Actors;

internal sealed class ActorGrpcService(Journal journal, Pager pager) : ActorService.ActorServiceBase
{
    public override Task<CreateActorResponse> CreateActor(CreateActorRequest request, ServerCallContext context) =>
        journal.Writer.CreateActorAsync(request, Callers.RecorderOf(context), context.CancellationToken);

    public override Task<UpdateActorResponse> UpdateActor(UpdateActorRequest request, ServerCallContext context) =>
        journal.Writer.UpdateActorAsync(request, Callers.RecorderOf(context), context.CancellationToken);

    public override Task<GetActorResponse> GetActor(GetActorRequest request, ServerCallContext context)
    {
        var point = journal.Queries.Fix(request.At);
        var actor = journal.Queries.Actor(request.Name, point, context.CancellationToken)
            ?? throw new RefusedException(ErrorReason.UnknownActor, $"There is no {request.Name} at revision {point.Revision}.", "name");
        return Task.FromResult(new GetActorResponse { Actor = actor, LogPosition = point.Position() });
    }

    public override Task<ListActorsResponse> ListActors(ListActorsRequest request, ServerCallContext context)
    {
        var opened = pager.Open(request, request.At, request.PageSize, request.PageToken);
        var page = journal.Queries.Actors(request.Filter, opened.Point, opened.Size, opened.Key, context.CancellationToken);
        return Task.FromResult(new ListActorsResponse { Actors = { page.Items }, NextPageToken = opened.Next(page.NextKey), LogPosition = opened.Point.Position() });
    }

    public override Task<ResolveActorResponse> ResolveActor(ResolveActorRequest request, ServerCallContext context)
    {
        var point = journal.Queries.Fix(request.At);
        var most = request.MaxCandidates == 0 ? Limits.CandidatesDefault : request.MaxCandidates;
        var candidates = journal.Queries.Resolve(request.Query, point, most, context.CancellationToken);
        return Task.FromResult(new ResolveActorResponse { Candidates = { candidates }, LogPosition = point.Position() });
    }
}
