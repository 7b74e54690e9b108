using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Client;

/// <summary>
/// Gives each call its deadline, each write a request id, and each failure its reason. Streams have no deadline of their own: they last
/// as long as there is something to tell.
/// </summary>
internal sealed class CallInterceptor(DiplomacyClientOptions options) : Interceptor
{
    private const string RequestId = "request_id";
    private const int RequestIdBytes = 16;

    private readonly Failure _failure = new(options);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(Guarded(request), Bounded(context));
        return new AsyncUnaryCall<TResponse>(
            _failure.Told(call.ResponseAsync, context.Options.CancellationToken), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        try
        {
            return continuation(Guarded(request), Bounded(context));
        }
        catch (RpcException failed)
        {
            throw _failure.Of(failed, context.Options.CancellationToken);
        }
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new AsyncServerStreamingCall<TResponse>(
            new ToldReader<TResponse>(call.ResponseStream, _failure, context.Options.CancellationToken), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(context);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            new ToldWriter<TRequest>(call.RequestStream, _failure, context.Options.CancellationToken), new ToldReader<TResponse>(call.ResponseStream, _failure, context.Options.CancellationToken),
            call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private ClientInterceptorContext<TRequest, TResponse> Bounded<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        if (context.Options.Deadline is not null) return context;
        // gRPC holds deadlines to the system's clock.
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + options.Timeout;
        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithDeadline(deadline));
    }

    /// <summary>The request with a request id, where it can have one and has none. The caller's own request is left as it is.</summary>
    private static TRequest Guarded<TRequest>(TRequest request)
    {
        if (request is not (IMessage message and IDeepCloneable<TRequest> original)) return request;
        var field = message.Descriptor.FindFieldByName(RequestId);
        if (field is null || ((string)field.Accessor.GetValue(message)).Length > 0) return request;
        var guarded = original.Clone();
        field.Accessor.SetValue((IMessage)guarded!, Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(RequestIdBytes)));
        return guarded;
    }

    /// <summary>A stream of answers whose failures have their reason.</summary>
    private sealed class ToldReader<T>(IAsyncStreamReader<T> reader, Failure failure, CancellationToken caller) : IAsyncStreamReader<T>
    {
        public T Current => reader.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken) =>
            failure.Told(reader.MoveNext(cancellationToken), cancellationToken.IsCancellationRequested ? cancellationToken : caller);
    }

    /// <summary>A stream of requests whose failures have their reason.</summary>
    private sealed class ToldWriter<T>(IClientStreamWriter<T> writer, Failure failure, CancellationToken caller) : IClientStreamWriter<T>
    {
        public WriteOptions? WriteOptions
        {
            get => writer.WriteOptions;
            set => writer.WriteOptions = value;
        }

        public Task WriteAsync(T message) => failure.Told(writer.WriteAsync(message), caller);

        public Task WriteAsync(T message, CancellationToken cancellationToken) => failure.Told(writer.WriteAsync(message, cancellationToken), caller);

        public Task CompleteAsync() => failure.Told(writer.CompleteAsync(), caller);
    }
}
