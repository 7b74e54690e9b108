using System.Diagnostics;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Server.Errors;

/// <summary>Checks each request before its service sees it, and tells every refusal in one way. What a client sent wrong is never UNKNOWN or INTERNAL.</summary>
internal sealed class RefusalInterceptor(Readiness readiness, ILogger<RefusalInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (!Rpcs.IsOurs(context.Method)) return await continuation(request, context);
        try
        {
            Check(request);
            return await continuation(request, context);
        }
        catch (Exception failure)
        {
            if (StatusOf(failure, context) is { } status) throw status;
            throw;
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!Rpcs.IsOurs(context.Method))
        {
            await continuation(request, responseStream, context);
            return;
        }
        try
        {
            Check(request);
            await continuation(request, responseStream, context);
        }
        catch (Exception failure)
        {
            if (StatusOf(failure, context) is { } status) throw status;
            throw;
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!Rpcs.IsOurs(context.Method)) return await continuation(requestStream, context);
        try
        {
            readiness.Check();
            return await continuation(new RefusingReader<TRequest>(requestStream), context);
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
        if (!Rpcs.IsOurs(context.Method))
        {
            await continuation(requestStream, responseStream, context);
            return;
        }
        try
        {
            readiness.Check();
            await continuation(new RefusingReader<TRequest>(requestStream), responseStream, context);
        }
        catch (Exception failure)
        {
            if (StatusOf(failure, context) is { } status) throw status;
            throw;
        }
    }

    private void Check<TRequest>(TRequest request)
    {
        readiness.Check();
        if (RequestValidator.Validate((IMessage)request!) is { Count: > 0 } violations) throw new RefusedException(violations);
    }

    /// <summary>Null for what is told already, and for a caller who went away.</summary>
    private RpcException? StatusOf(Exception failure, ServerCallContext context)
    {
        switch (failure)
        {
            case OperationCanceledException or IOException or InvalidOperationException when Callers.EndOf(context) is { } end: return ErrorStatus.Of(end, isRead: true);
            case RpcException or OperationCanceledException: return null;
            // A stream whose reader went away.
            case IOException or InvalidOperationException when context.CancellationToken.IsCancellationRequested: return null;
            // Only of what was looked for: other refusals may come before there is a journal.
            case RefusedException { MissingName: { } name } unknown:
                return ErrorStatus.Of(DidYouMean.WithCandidates(unknown, name, readiness.Journal.Queries, context.CancellationToken), Rpcs.IsRead(context.Method));
            case RefusedException refusal: return ErrorStatus.Of(refusal, Rpcs.IsRead(context.Method));
            default:
                var trace = Activity.Current?.TraceId.ToString() ?? context.GetHttpContext().TraceIdentifier;
                ServerLog.Fault(logger, context.Method, trace, failure);
                return ErrorStatus.Fault(trace);
        }
    }
}
