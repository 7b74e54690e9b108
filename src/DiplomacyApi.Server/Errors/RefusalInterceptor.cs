using System.Diagnostics;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Server.Errors;

/// <summary>Checks each request before its service sees it, and tells every refusal in one way. What a client sent wrong is never UNKNOWN or INTERNAL.</summary>
internal sealed class RefusalInterceptor(ILogger<RefusalInterceptor> logger) : Interceptor
{
    private static readonly string[] Reads = ["Get", "List", "Resolve"];

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        // Health and reflection are not of our contract, and have their own checks.
        if (!context.Method.StartsWith("/diplomacy.", StringComparison.Ordinal)) return await continuation(request, context);
        try
        {
            if (RequestShape.Check((IMessage)request) is { Count: > 0 } violations) throw new RefusedException(violations);
            return await continuation(request, context);
        }
        catch (RefusedException refusal)
        {
            throw ErrorStatus.Of(refusal, IsRead(context.Method));
        }
        catch (Exception fault) when (fault is not (RpcException or OperationCanceledException))
        {
            var trace = Activity.Current?.TraceId.ToString() ?? context.GetHttpContext().TraceIdentifier;
            ServerLog.Fault(logger, context.Method, trace, fault);
            throw ErrorStatus.Fault(trace);
        }
    }

    private static bool IsRead(string method)
    {
        var name = method[(method.LastIndexOf('/') + 1)..];
        return Reads.Any(read => name.StartsWith(read, StringComparison.Ordinal));
    }
}
