using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Tests.Client.Calls;

/// <summary>Stands behind a server that records and whose answers do not arrive.</summary>
internal sealed class LostAnswers : Interceptor
{
    /// <summary>What becomes of an answer.</summary>
    public enum Fate
    {
        Arrives,
        IsCut,
        Hangs,
    }

    public Fate Next { get; set; }

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var answer = await continuation(request, context);
        if (Next == Fate.IsCut) throw new RpcException(new Status(StatusCode.Unavailable, "Cut."));
        if (Next == Fate.Hangs) await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return answer;
    }
}
