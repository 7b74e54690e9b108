using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Tests.Server;

/// <summary>
/// Stands between a server and those who read its streams: a message passes as it is changed, and not at all where nothing is left of it.
/// </summary>
internal sealed class ChangedStreams(Func<object, object?> change) : Interceptor
{
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(request, new Changed<TResponse>(responseStream, change), context);

    private sealed class Changed<T>(IServerStreamWriter<T> passed, Func<object, object?> change) : IServerStreamWriter<T>
    {
        public WriteOptions? WriteOptions
        {
            get => passed.WriteOptions;
            set => passed.WriteOptions = value;
        }

        public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

        public Task WriteAsync(T message, CancellationToken cancellationToken) =>
            change(message!) is T changed ? passed.WriteAsync(changed, cancellationToken) : Task.CompletedTask;
    }
}
