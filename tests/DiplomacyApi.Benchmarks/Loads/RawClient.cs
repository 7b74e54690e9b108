using Grpc.Core;
using Grpc.Net.Client;

namespace DiplomacyApi.Benchmarks.Loads;

/// <summary>Calls with serialised messages, which it neither makes nor reads.</summary>
internal sealed class RawClient(Uri address) : IDisposable
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = null });

    /// <summary>The channel, for a generated client.</summary>
    public GrpcChannel Channel => _channel;

    /// <summary>Makes the call once, checks that it answers OK with what is expected, and gives the reply.</summary>
    public async Task<byte[]> VerifyAsync(Call call, CancellationToken cancellationToken)
    {
        var reply = await UnaryAsync(call, new CallOptions(cancellationToken: cancellationToken));
        call.Check(reply);
        return reply;
    }

    public async Task<byte[]> UnaryAsync(Call call, CallOptions options) =>
        await _channel.CreateCallInvoker().AsyncUnaryCall(MethodOf(call.Path, MethodType.Unary), null, options, call.Request);

    public AsyncServerStreamingCall<byte[]> Stream(Call call, CancellationToken cancellationToken) =>
        _channel.CreateCallInvoker()
            .AsyncServerStreamingCall(MethodOf(call.Path, MethodType.ServerStreaming), null,
                new CallOptions(cancellationToken: cancellationToken), call.Request);

    public AsyncDuplexStreamingCall<byte[], byte[]> Duplex(string path, CancellationToken cancellationToken) =>
        _channel.CreateCallInvoker()
            .AsyncDuplexStreamingCall(MethodOf(path, MethodType.DuplexStreaming), null,
                new CallOptions(cancellationToken: cancellationToken));

    public void Dispose() => _channel.Dispose();

    private static Method<byte[], byte[]> MethodOf(string path, MethodType type)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return new Method<byte[], byte[]>(type, parts[0], parts[1], Bytes, Bytes);
    }
}
