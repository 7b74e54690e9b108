using Grpc.Core;

namespace DiplomacyApi.Server.Frozen;

/// <summary>Passes on what is not answered with frozen bytes.</summary>
internal sealed class UnfrozenBinder(ServiceBinderBase inner, IReadOnlySet<Type> frozenReplies) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        if (!frozenReplies.Contains(typeof(TResponse))) inner.AddMethod(method, handler);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        if (!frozenReplies.Contains(typeof(TResponse))) inner.AddMethod(method, handler);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(method, handler);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(method, handler);
}
