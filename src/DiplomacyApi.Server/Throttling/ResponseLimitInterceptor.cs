using DiplomacyApi.Domain;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Server.Contract;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Server.Frozen;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Server.Throttling;

/// <summary>
/// Limits the reads that run at once, and the bytes of responses that wait to be sent: a caller that asks for much and reads nothing delays
/// only itself. A read gives its permit back before its response goes out.
/// </summary>
internal sealed class ResponseLimitInterceptor(Quotas quotas) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (CallerOf(context) is not { } caller || RpcPolicies.Of(context.Method) is not { Kind: RpcKind.Read })
            return await continuation(request, context);
        TResponse response;
        using (await quotas.EnterReadAsync((IMessage)request, caller, context.CancellationToken))
            response = await continuation(request, context);
        if (IPreparedReply.SizeOf(response) is var bytes and > Limits.SmallResponseBytesMax)
            context.GetHttpContext().Features.Set(new LargeResponse(quotas.ResponseBytes.TryAcquire(caller, bytes)
                ?? throw Refusals.Busy(
                    "Answers that were not read yet use all the memory set aside for them; read them, or ask for less at once.")));
        return response;
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(request, Bounded(responseStream, context), context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(requestStream, Bounded(responseStream, context), context);

    private IServerStreamWriter<T> Bounded<T>(IServerStreamWriter<T> writer, ServerCallContext context) =>
        CallerOf(context) is { } caller ? new BoundedWriter<T>(writer, quotas.ResponseBytes, caller) : writer;

    /// <summary>Null for RPCs that are open to everybody; they have limits of their own.</summary>
    private static string? CallerOf(ServerCallContext context) => context.GetHttpContext().Features.Get<Caller>()?.Name;

    /// <summary>Writes a large message when there is room for it.</summary>
    private sealed class BoundedWriter<T>(IServerStreamWriter<T> inner, Quota bytes, string caller) : IServerStreamWriter<T>
    {
        public WriteOptions? WriteOptions { get => inner.WriteOptions; set => inner.WriteOptions = value; }

        public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

        public async Task WriteAsync(T message, CancellationToken cancellationToken)
        {
            var size = IPreparedReply.SizeOf(message!);
            using var room = size <= Limits.SmallResponseBytesMax ? null : await bytes.AcquireAsync(caller, size, cancellationToken);
            await inner.WriteAsync(message, cancellationToken);
        }
    }
}
