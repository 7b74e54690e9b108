using Diplomacy.V1;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Negotiations;
using DiplomacyApi.Server.Statements;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace DiplomacyApi.Server.Frozen;

/// <summary>
/// Registers the RPCs that answer with a <see cref="FrozenReply"/> in place of the generated message. All others are bound as the generated bases
/// have them.
/// </summary>
internal sealed class FrozenMethods : IServiceMethodProvider<StatementGrpcService>, IServiceMethodProvider<NegotiationStatusGrpcService>
{
    private static readonly HashSet<Type> Replies =
    [
        typeof(GetStatementResponse), typeof(BatchGetStatementsResponse), typeof(ListStatementsResponse), typeof(SearchStatementsResponse),
        typeof(ListDemandsResponse), typeof(GetNegotiationStatusResponse),
    ];

    /// <summary>Called by the framework, with the generated base as its second parameter.</summary>
    public static void Bind(ServiceBinderBase binder, StatementService.StatementServiceBase service) =>
        StatementService.BindService(new RefusingBinder(new OthersBinder(binder)), service);

    /// <summary>Called by the framework, with the generated base as its second parameter.</summary>
    public static void Bind(ServiceBinderBase binder, NegotiationStatusService.NegotiationStatusServiceBase service) =>
        NegotiationStatusService.BindService(new RefusingBinder(new OthersBinder(binder)), service);

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<StatementGrpcService> context)
    {
        var frozen = new FrozenBinder<StatementGrpcService>(context);
        frozen.Answer<GetStatementRequest>((service, request, call) => service.GetFrozenStatement(request, call));
        frozen.Answer<BatchGetStatementsRequest>((service, request, call) => service.BatchGetFrozenStatements(request, call));
        frozen.Answer<ListStatementsRequest>((service, request, call) => service.ListFrozenStatements(request, call));
        frozen.Answer<SearchStatementsRequest>((service, request, call) => service.SearchFrozenStatements(request, call));
        StatementService.BindService(new RefusingBinder(frozen), null);
    }

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<NegotiationStatusGrpcService> context)
    {
        var frozen = new FrozenBinder<NegotiationStatusGrpcService>(context);
        frozen.Answer<ListDemandsRequest>((service, request, call) => service.ListFrozenDemands(request, call));
        frozen.Answer<GetNegotiationStatusRequest>((service, request, call) => service.GetFrozenNegotiationStatus(request, call));
        NegotiationStatusService.BindService(new RefusingBinder(frozen), null);
    }

    /// <summary>Passes on what is not answered with frozen bytes.</summary>
    private sealed class OthersBinder(ServiceBinderBase inner) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            if (!Replies.Contains(typeof(TResponse))) inner.AddMethod(method, handler);
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            inner.AddMethod(method, handler);

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
            inner.AddMethod(method, handler);

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            inner.AddMethod(method, handler);
    }

    /// <summary>Takes the methods that are answered with frozen bytes, with the marshaller that writes those.</summary>
    private sealed class FrozenBinder<TService>(ServiceMethodProviderContext<TService> context) : ServiceBinderBase
        where TService : class
    {
        private readonly Dictionary<Type, Delegate> _answers = [];

        public void Answer<TRequest>(UnaryServerMethod<TService, TRequest, FrozenReply> answer)
            where TRequest : class => _answers[typeof(TRequest)] = answer;

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            if (!_answers.TryGetValue(typeof(TRequest), out var answer)) return;
            var frozen = new Method<TRequest, FrozenReply>(method.Type, method.ServiceName, method.Name, method.RequestMarshaller, FrozenReply.Marshaller);
            context.AddUnaryMethod(frozen, [], (UnaryServerMethod<TService, TRequest, FrozenReply>)answer);
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }
    }
}
