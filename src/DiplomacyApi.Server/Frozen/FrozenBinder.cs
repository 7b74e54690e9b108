using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace DiplomacyApi.Server.Frozen;

/// <summary>Takes the methods that are answered with bytes that lie ready, with the marshallers that write those.</summary>
internal sealed class FrozenBinder<TService>(ServiceMethodProviderContext<TService> context) : ServiceBinderBase
    where TService : class
{
    private readonly Dictionary<Type, Delegate> _answers = [];
    private readonly Dictionary<Type, Delegate> _streams = [];

    public void Answer<TRequest>(UnaryServerMethod<TService, TRequest, FrozenReply> answer)
        where TRequest : class => _answers[typeof(TRequest)] = answer;

    public void Stream<TRequest>(ServerStreamingServerMethod<TService, TRequest, FramedMessage> stream)
        where TRequest : class => _streams[typeof(TRequest)] = stream;

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        if (!_answers.TryGetValue(typeof(TRequest), out var answer)) return;
        var frozen = new Method<TRequest, FrozenReply>(
            method.Type, method.ServiceName, method.Name, method.RequestMarshaller, FrozenReply.Marshaller);
        context.AddUnaryMethod(frozen, [], (UnaryServerMethod<TService, TRequest, FrozenReply>)answer);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        if (!_streams.TryGetValue(typeof(TRequest), out var stream)) return;
        var framed = new Method<TRequest, FramedMessage>(
            method.Type, method.ServiceName, method.Name, method.RequestMarshaller, FramedMessage.Marshaller);
        context.AddServerStreamingMethod(framed, [], (ServerStreamingServerMethod<TService, TRequest, FramedMessage>)stream);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
    }
}
