using System.Collections.Frozen;
using Diplomacy.V1;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Validation;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace DiplomacyApi.Server.Negotiations;

/// <summary>
/// Registers the RPCs that answer with a <see cref="FrozenReply"/> or a <see cref="FramedMessage"/> instead of the generated message. All
/// others are bound as the generated base has them.
/// </summary>
internal sealed class NegotiationStatusMethods : IServiceMethodProvider<NegotiationStatusGrpcService>
{
    private static readonly FrozenSet<Type> Replies =
        FrozenSet.Create(typeof(ListDemandsResponse), typeof(GetNegotiationStatusResponse), typeof(WatchDemandsResponse));

    /// <summary>Called by the framework, with the generated base as its second parameter.</summary>
    public static void Bind(ServiceBinderBase binder, NegotiationStatusService.NegotiationStatusServiceBase service) =>
        NegotiationStatusService.BindService(new RequestParsingBinder(new UnfrozenBinder(binder, Replies)), service);

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<NegotiationStatusGrpcService> context)
    {
        var frozen = new FrozenBinder<NegotiationStatusGrpcService>(context);
        frozen.Answer<ListDemandsRequest>((service, request, call) => service.ListFrozenDemands(request, call));
        frozen.Answer<GetNegotiationStatusRequest>((service, request, call) => service.GetFrozenNegotiationStatus(request, call));
        frozen.Stream<WatchDemandsRequest>((service, request, responses, call) => service.WatchFramedDemands(request, responses, call));
        NegotiationStatusService.BindService(new RequestParsingBinder(frozen), null);
    }
}
