using Diplomacy.V1;
using DiplomacyApi.FaultTests.Running;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>Every RPC of the contract, called with bytes instead of messages.</summary>
internal static class RawCalls
{
    /// <summary>How long a call may take.</summary>
    private static readonly TimeSpan CallMax = TimeSpan.FromSeconds(30);

    /// <summary>How long a watch is listened to. One that has more to send is ended then, and that is no failure.</summary>
    private static readonly TimeSpan WatchMax = TimeSpan.FromMilliseconds(300);

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    public static IReadOnlyList<MethodDescriptor> All { get; } =
        [.. new[] { ActorService.Descriptor, StatementService.Descriptor, NegotiationStatusService.Descriptor, JournalService.Descriptor }
            .SelectMany(service => service.Methods)];

    /// <summary>The status that a call ends with. A stream that goes on counts as OK.</summary>
    public static async Task<Status> CallAsync(GrpcChannel channel, MethodDescriptor method, IReadOnlyList<byte[]> requests)
    {
        var type = (method.IsClientStreaming, method.IsServerStreaming) switch
        {
            (true, _) => MethodType.DuplexStreaming,
            (_, true) => MethodType.ServerStreaming,
            _ => MethodType.Unary,
        };
        var isWatch = type == MethodType.ServerStreaming;
        var raw = new Method<byte[], byte[]>(type, method.Service.FullName, method.Name, Bytes, Bytes);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(Faults.Token);
        time.CancelAfter(isWatch ? WatchMax : CallMax);
        try
        {
            var calls = channel.CreateCallInvoker();
            var options = new CallOptions(cancellationToken: time.Token);
            switch (type)
            {
                case MethodType.Unary:
                    using (var call = calls.AsyncUnaryCall(raw, null, options, requests[0])) await call.ResponseAsync;
                    break;
                case MethodType.ServerStreaming:
                    using (var call = calls.AsyncServerStreamingCall(raw, null, options, requests[0]))
                        while (await call.ResponseStream.MoveNext(time.Token)) { }
                    break;
                default:
                    using (var call = calls.AsyncDuplexStreamingCall(raw, null, options)) await ExchangeAsync(call, requests, time.Token);
                    break;
            }
            return Status.DefaultSuccess;
        }
        catch (RpcException ended)
        {
            return isWatch && time.IsCancellationRequested && !Faults.Token.IsCancellationRequested ? Status.DefaultSuccess : ended.Status;
        }
        catch (OperationCanceledException) when (isWatch && !Faults.Token.IsCancellationRequested)
        {
            return Status.DefaultSuccess;
        }
    }

    private static async Task ExchangeAsync(
        AsyncDuplexStreamingCall<byte[], byte[]> call, IReadOnlyList<byte[]> requests, CancellationToken token)
    {
        try
        {
            foreach (var request in requests) await call.RequestStream.WriteAsync(request, token);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception ended) when (ended is RpcException or InvalidOperationException or IOException)
        {
            // The server ended it: its status is read below.
        }
        while (await call.ResponseStream.MoveNext(token)) { }
    }
}
