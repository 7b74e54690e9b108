using Diplomacy.V1;
using DiplomacyApi.Server.Errors;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace DiplomacyApi.Server.Statements;

/// <summary>
/// Registers the RPCs of statements: those that read statements answer with a <see cref="FrozenReply"/> in place of the generated message, all
/// others as the generated base has them.
/// </summary>
internal sealed class FrozenMethods : IServiceMethodProvider<StatementGrpcService>
{
    private static readonly string[] Names =
        [nameof(StatementGrpcService.GetStatement), nameof(StatementGrpcService.BatchGetStatements), nameof(StatementGrpcService.ListStatements), nameof(StatementGrpcService.SearchStatements)];

    /// <summary>Called by the framework, with the generated base as its second parameter.</summary>
    public static void Bind(ServiceBinderBase binder, StatementService.StatementServiceBase service) =>
        StatementService.BindService(new RefusingBinder(new OthersBinder(binder)), service);

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<StatementGrpcService> context) =>
        StatementService.BindService(new RefusingBinder(new FrozenBinder(context)), null);

    /// <summary>Passes on what is not answered with frozen bytes.</summary>
    private sealed class OthersBinder(ServiceBinderBase inner) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            if (!Names.Contains(method.Name)) inner.AddMethod(method, handler);
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            inner.AddMethod(method, handler);

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
            inner.AddMethod(method, handler);

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            inner.AddMethod(method, handler);
    }

    /// <summary>Takes the methods that are answered with frozen bytes, with the marshaller that writes those.</summary>
    private sealed class FrozenBinder(ServiceMethodProviderContext<StatementGrpcService> context) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            switch (method)
            {
                case Method<GetStatementRequest, GetStatementResponse> get: Add(get, (service, request, call) => service.GetFrozenStatement(request, call)); break;
                case Method<BatchGetStatementsRequest, BatchGetStatementsResponse> batch: Add(batch, (service, request, call) => service.BatchGetFrozenStatements(request, call)); break;
                case Method<ListStatementsRequest, ListStatementsResponse> list: Add(list, (service, request, call) => service.ListFrozenStatements(request, call)); break;
                case Method<SearchStatementsRequest, SearchStatementsResponse> search: Add(search, (service, request, call) => service.SearchFrozenStatements(request, call)); break;
            }
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

        private void Add<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<StatementGrpcService, TRequest, FrozenReply> invoke)
            where TRequest : class
            where TResponse : class =>
            context.AddUnaryMethod(
                new Method<TRequest, FrozenReply>(method.Type, method.ServiceName, method.Name, method.RequestMarshaller, FrozenReply.Marshaller), [], invoke);
    }
}
