using DiplomacyApi.Domain.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Server.Lifetime;

/// <summary>
/// Where several servers share a log, a caller may name a revision that another one has just recorded. A call that is refused for that is
/// made again once this server has caught up.
/// </summary>
internal sealed class CatchUpInterceptor(Readiness readiness) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        CaughtUpAsync(() => continuation(request, context), context);

    // A stream is refused for it before anything was sent.
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        CaughtUpAsync(
            async () =>
            {
                await continuation(request, responseStream, context);
                return true;
            },
            context);

    private async Task<T> CaughtUpAsync<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call();
        }
        catch (RefusedException refused) when (refused.Ahead > 0)
        {
            await readiness.Journal.CatchUpAsync(refused.Ahead, context.CancellationToken);
            if (readiness.Journal.Head.Revision < refused.Ahead) throw;
        }
        return await call();
    }
}
