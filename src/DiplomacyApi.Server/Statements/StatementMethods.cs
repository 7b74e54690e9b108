using System.Collections.Frozen;
using Diplomacy.V1;
using DiplomacyApi.Server.Frozen;
using DiplomacyApi.Server.Validation;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace DiplomacyApi.Server.Statements;

/// <summary>
/// Registers the RPCs that answer with a <see cref="FrozenReply"/> or a <see cref="FramedMessage"/> instead of the generated message. All
/// others are bound as the generated base has them.
/// </summary>
internal sealed class StatementMethods : IServiceMethodProvider<StatementGrpcService>
{
    private static readonly FrozenSet<Type> Replies =
        FrozenSet.Create(typeof(GetStatementResponse), typeof(BatchGetStatementsResponse), typeof(ListStatementsResponse),
            typeof(SearchStatementsResponse),
            typeof(WatchStatementsResponse));

    /// <summary>Called by the framework, with the generated base as its second parameter.</summary>
    public static void Bind(ServiceBinderBase binder, StatementService.StatementServiceBase service) =>
        StatementService.BindService(new RequestParsingBinder(new UnfrozenBinder(binder, Replies)), service);

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<StatementGrpcService> context)
    {
        var frozen = new FrozenBinder<StatementGrpcService>(context);
        frozen.Answer<GetStatementRequest>((service, request, call) => service.GetFrozenStatement(request, call));
        frozen.Answer<BatchGetStatementsRequest>((service, request, call) => service.BatchGetFrozenStatements(request, call));
        frozen.Answer<ListStatementsRequest>((service, request, call) => service.ListFrozenStatements(request, call));
        frozen.Answer<SearchStatementsRequest>((service, request, call) => service.SearchFrozenStatements(request, call));
        frozen.Stream<WatchStatementsRequest>((service, request, responses, call) =>
            service.WatchFramedStatements(request, responses, call));
        StatementService.BindService(new RequestParsingBinder(frozen), null);
    }
}
