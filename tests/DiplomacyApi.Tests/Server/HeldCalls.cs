using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Tests.Server;

/// <summary>
/// Sees at the server when a call of this method begins, and when it is cancelled; it can keep it without an answer until then.
/// </summary>
internal sealed class HeldCalls(string method, bool isAnswered = false) : Interceptor
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Begun => _begun.Task;

    public Task Cancelled => _cancelled.Task;

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        SeenAsync(context, () => continuation(request, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        SeenAsync(context, () => Done(continuation(request, responseStream, context)));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        SeenAsync(context, () => Done(continuation(requestStream, responseStream, context)));

    private async Task<T> SeenAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        if (!context.Method.EndsWith($"/{method}", StringComparison.Ordinal)) return await call();
        using var seen = context.CancellationToken.Register(() => _cancelled.TrySetResult());
        _begun.TrySetResult();
        try
        {
            if (!isAnswered) await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
            return await call();
        }
        finally
        {
            // A call that ends at once leaves before what it registered first has run.
            if (context.CancellationToken.IsCancellationRequested) _cancelled.TrySetResult();
        }
    }

    private static async Task<bool> Done(Task call)
    {
        await call;
        return true;
    }
}
