using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Client;

/// <summary>
/// Gives each unary call its deadline and its tries, each write a request id, and each failure its reason. Streams have no deadline of
/// their own: they last as long as there is something to tell.
/// </summary>
internal sealed class CallInterceptor(DiplomacyClientOptions options, Uri? proxy) : Interceptor
{
    private readonly Failure _failure = new(options, proxy);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var (sent, id) = RequestIds.Sent(request);
        var bounded = Bounded(context);
        var caller = context.Options.CancellationToken;
        var call = new PatientCall<TResponse>(
            () => continuation(sent, bounded), failed => _failure.Of(failed, caller, id), new Patience(options.Time, bounded.Options.Deadline!.Value, caller)).Start();
        return id is null ? call : new AsyncUnaryCall<TResponse>(
            RecordedAsync(call.ResponseAsync, request), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var (sent, id) = RequestIds.Sent(request);
        var bounded = Bounded(context);
        var caller = context.Options.CancellationToken;
        var patience = new Patience(options.Time, bounded.Options.Deadline!.Value, caller);
        while (true)
        {
            try
            {
                var answer = continuation(sent, bounded);
                RequestIds.Recorded(request);
                return answer;
            }
            catch (RpcException failed)
            {
                var failure = _failure.Of(failed, caller, id);
                if (!patience.WaitAsync(failure, caller).GetAwaiter().GetResult()) throw failure;
            }
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

    private static async Task<TResponse> RecordedAsync<TResponse>(Task<TResponse> response, object request)
    {
        var answer = await response.ConfigureAwait(false);
        RequestIds.Recorded(request);
        return answer;
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
