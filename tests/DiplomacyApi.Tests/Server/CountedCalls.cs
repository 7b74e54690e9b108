using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Tests.Server;

/// <summary>Counts the unary calls that reach a server, by method.</summary>
internal sealed class CountedCalls : Interceptor
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Of(string method) => _counts.GetValueOrDefault(method);

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        _counts.AddOrUpdate(context.Method[(context.Method.LastIndexOf('/') + 1)..], 1, (_, count) => count + 1);
        return continuation(request, context);
    }
}
