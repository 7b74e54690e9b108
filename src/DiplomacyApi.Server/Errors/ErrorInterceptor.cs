using System.Diagnostics;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Contract;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Logging;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Server.Errors;

/// <summary>Turns every failure of a call into a status with a reason. What a client sent wrong is never UNKNOWN or INTERNAL.</summary>
internal sealed class ErrorInterceptor(Readiness readiness, ILogger<ErrorInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception failure)
        {
            if (StatusOf(failure, context) is { } status) throw status;
            throw;
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception failure)
        {
            if (StatusOf(failure, context) is { } status) throw status;
            throw;
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception failure)
        {
            if (StatusOf(failure, context) is { } status) throw status;
            throw;
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception failure)
        {
            if (StatusOf(failure, context) is { } status) throw status;
            throw;
        }
    }

    /// <summary>Null for what is a status already, for a caller who went away, and for services that are not of this contract.</summary>
    private RpcException? StatusOf(Exception failure, ServerCallContext context)
    {
        if (!RpcPolicies.IsOfContract(context.Method)) return null;
        switch (failure)
        {
            case OperationCanceledException or IOException
                or InvalidOperationException when StreamEnd.ReasonOf(context.GetHttpContext()) is { } end:
                return ErrorStatus.Of(end);
            case RpcException or OperationCanceledException: return null;
            // A stream whose reader went away.
            case IOException or InvalidOperationException when context.CancellationToken.IsCancellationRequested: return null;
            // Candidates only for missing names: other refusals may come before the journal is open.
            case RefusedException { MissingName: { } name } unknown:
                return ErrorStatus.Of(DidYouMean.WithCandidates(unknown, name, readiness.Journal.Queries, context.CancellationToken));
            case RefusedException refusal: return ErrorStatus.Of(refusal);
            case var lost when readiness.OpenJournal?.RefusalOf(lost) is { } refusal: return ErrorStatus.Of(refusal);
            default:
                var trace = TraceIdOf(context.GetHttpContext());
                ServerLog.Fault(logger, context.Method, trace, failure);
                return ErrorStatus.Fault(trace);
        }
    }

    /// <summary>The trace that the call belongs to: its span's, its caller's, or else one of its own.</summary>
    private static string TraceIdOf(HttpContext call)
    {
        if (Activity.Current is { } span) return span.TraceId.ToHexString();
        return ActivityContext.TryParse(call.Request.Headers.TraceParent, null, out var callers)
            ? callers.TraceId.ToHexString()
            : call.TraceIdentifier;
    }
}
