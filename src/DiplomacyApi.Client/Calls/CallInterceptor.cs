using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Client;

/// <summary>
/// Gives each unary call a deadline and retries, each write a request id, and turns each failure into a <see cref="DiplomacyException"/>.
/// Streams have no deadline of their own.
/// </summary>
internal sealed class CallInterceptor(DiplomacyClientOptions options, Uri? proxy) : Interceptor
{
    private readonly ErrorTranslator _errors = new(options, proxy);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var (sent, id) = RequestIds.Sent(request);
        var bounded = Bounded(context);
        var caller = context.Options.CancellationToken;
        var call = new RetryingCall<TResponse>(
            () => continuation(sent, bounded), failed => _errors.Translate(failed, caller, id),
            new BusyRetry(options.Time, bounded.Options.Deadline!.Value, caller)).Start();
        return id is null ? call : new AsyncUnaryCall<TResponse>(
            RecordedAsync(call.ResponseAsync, request), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var (sent, id) = RequestIds.Sent(request);
        var bounded = Bounded(context);
        var caller = context.Options.CancellationToken;
        var retry = new BusyRetry(options.Time, bounded.Options.Deadline!.Value, caller);
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
                var failure = _errors.Translate(failed, caller, id);
                if (!retry.WaitAsync(failure, caller).GetAwaiter().GetResult()) throw failure;
            }
        }
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new AsyncServerStreamingCall<TResponse>(
            new ErrorTranslatingStreamReader<TResponse>(call.ResponseStream, _errors, context.Options.CancellationToken),
            call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(context);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            new ErrorTranslatingStreamWriter<TRequest>(call.RequestStream, _errors, context.Options.CancellationToken),
            new ErrorTranslatingStreamReader<TResponse>(call.ResponseStream, _errors, context.Options.CancellationToken),
            call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private ClientInterceptorContext<TRequest, TResponse> Bounded<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
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
}
