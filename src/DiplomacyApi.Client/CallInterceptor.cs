using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Client;

/// <summary>Gives each call its deadline and token, each write a request id, and each failure its reason.</summary>
internal sealed class CallInterceptor(DiplomacyClientOptions options, TimeProvider time) : Interceptor
{
    private const string RequestId = "request_id";

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(Guarded(request), Completed(context));
        return new AsyncUnaryCall<TResponse>(
            Mapped(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        try
        {
            return continuation(Guarded(request), Completed(context));
        }
        catch (RpcException failure)
        {
            throw DiplomacyException.From(failure);
        }
    }

    private ClientInterceptorContext<TRequest, TResponse> Completed<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var call = context.Options;
        if (call.Deadline is null) call = call.WithDeadline(time.GetUtcNow().UtcDateTime + options.Timeout);
        if (options.Token is not null)
        {
            var headers = new Metadata();
            foreach (var header in call.Headers ?? []) headers.Add(header);
            headers.Add("authorization", $"Bearer {options.Token}");
            call = call.WithHeaders(headers);
        }
        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, call);
    }

    /// <summary>The request with a request id, where it can have one and has none. The caller's own request is left as it is.</summary>
    private static TRequest Guarded<TRequest>(TRequest request)
    {
        if (request is not IMessage message) return request;
        var field = message.Descriptor.FindFieldByName(RequestId);
        if (field is null || ((string)field.Accessor.GetValue(message)).Length > 0) return request;
        var guarded = message.Descriptor.Parser.ParseFrom(message.ToByteArray());
        field.Accessor.SetValue(guarded, Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));
        return (TRequest)guarded;
    }

    private static async Task<TResponse> Mapped<TResponse>(Task<TResponse> response)
    {
        try
        {
            return await response.ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            throw DiplomacyException.From(failure);
        }
    }
}
