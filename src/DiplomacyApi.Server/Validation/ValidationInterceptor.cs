using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Server.Contract;
using DiplomacyApi.Server.Lifetime;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Server.Validation;

/// <summary>Checks each request before its service sees it. A service checks the messages of a stream that it reads itself.</summary>
internal sealed class ValidationInterceptor(Readiness readiness) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Check(request, context);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(request, context);
        return continuation(request, responseStream, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(Checked(requestStream, context), context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(Checked(requestStream, context), responseStream, context);

    private void Check<TRequest>(TRequest request, ServerCallContext context)
    {
        if (!RpcPolicies.IsOfContract(context.Method)) return;
        readiness.Check();
        if (RequestValidator.Validate((IMessage)request!) is { Count: > 0 } violations) throw new RefusedException(violations);
    }

    private IAsyncStreamReader<TRequest> Checked<TRequest>(IAsyncStreamReader<TRequest> requests, ServerCallContext context)
    {
        if (!RpcPolicies.IsOfContract(context.Method)) return requests;
        readiness.Check();
        return new RequestStreamReader<TRequest>(requests);
    }
}
