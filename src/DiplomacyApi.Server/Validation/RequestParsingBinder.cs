using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Errors;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace DiplomacyApi.Server.Validation;

/// <summary>
/// Binds a service so that bytes that are not a valid request are refused with a reason. The framework parses them before it asks an
/// interceptor, and would answer UNKNOWN.
/// </summary>
internal sealed class RequestParsingBinder(ServiceBinderBase inner) : ServiceBinderBase
{
    /// <summary>Called by the framework, with the generated base as its second parameter.</summary>
    public static void Bind(ServiceBinderBase binder, ActorService.ActorServiceBase service) =>
        ActorService.BindService(new RequestParsingBinder(binder), service);

    /// <summary>Called by the framework, with the generated base as its second parameter.</summary>
    public static void Bind(ServiceBinderBase binder, JournalService.JournalServiceBase service) =>
        JournalService.BindService(new RequestParsingBinder(binder), service);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Refusing(method), handler);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Refusing(method), handler);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Refusing(method), handler);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Refusing(method), handler);

    private static Method<TRequest, TResponse> Refusing<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        // Not taken before the first request: the start need not wait until the descriptors are put together.
        var descriptor = new Lazy<MessageDescriptor>(() => (MessageDescriptor)typeof(TRequest).GetProperty("Descriptor")!.GetValue(null)!);
        var marshaller = Marshallers.Create(method.RequestMarshaller.ContextualSerializer, Read);
        return new Method<TRequest, TResponse>(method.Type, method.ServiceName, method.Name, marshaller, method.ResponseMarshaller);

        TRequest Read(DeserializationContext context)
        {
            if (MessageCount.Exceeds(Limits.RequestMessagesMax, descriptor.Value, context.PayloadAsReadOnlySequence()))
                throw ErrorStatus.Of(new RefusedException(ErrorReason.TooLarge,
                    $"The request contains more than {NumberText.Of(Limits.RequestMessagesMax)} messages; send less at once."));
            try
            {
                return method.RequestMarshaller.ContextualDeserializer(context);
            }
            catch (InvalidProtocolBufferException)
            {
                throw ErrorStatus.Of(
                    new RefusedException(ErrorReason.InvalidValue,
                        $"The request is not a valid {typeof(TRequest).Name}, or is nested too deeply; send one of this contract."));
            }
        }
    }
}
