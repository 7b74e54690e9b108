using Diplomacy.V1;
using DiplomacyApi.Domain.Validation;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;

namespace DiplomacyApi.Tests.Server.Errors;

/// <summary>Whatever is sent, the answer is one of the contract's: never UNKNOWN, never INTERNAL, and the server goes on.</summary>
public sealed class AnyRequestTests(SeededServer server) : IClassFixture<SeededServer>
{
    private const int Seed = 20220118;
    private const int RequestsOfEach = 90;

    /// <summary>What trailers may have in all; the rest of them is small.</summary>
    private const int TrailersBytesMax = (8 << 10) + 512;

    private static readonly IReadOnlyList<MethodDescriptor> Methods =
        [.. new[]
        {
            ActorServiceReflection.Descriptor,
            StatementServiceReflection.Descriptor,
            NegotiationStatusServiceReflection.Descriptor,
            JournalServiceReflection.Descriptor,
        }
            .SelectMany(file => file.Services).SelectMany(service => service.Methods)];

    private static IEnumerable<MethodDescriptor> Unary =>
        Methods.Where(method => method is { IsClientStreaming: false, IsServerStreaming: false });

    public static TheoryData<string> UnaryMethods() => [.. Unary.Select(method => method.FullName)];

    [Theory]
    [MemberData(nameof(UnaryMethods))]
    public async Task A_call_is_answered_or_refused_with_a_reason(string name)
    {
        var method = Unary.Single(one => one.FullName == name);
        var any = new AnyRequest(new Random(Seed + name.Length));
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = null });
        for (var count = 0; count < RequestsOfEach; count++)
        {
            var request = any.Of(method.InputType);
            await AnsweredAsync(channel, method, request.ToByteArray(), () => Described(request));
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_request_are_refused_with_a_reason()
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        byte[] deep = [.. Enumerable.Repeat<byte[]>([0x0a, 0x7f], 200).SelectMany(bytes => bytes)];
        foreach (var method in Unary)
            foreach (var bytes in new byte[][] { [0x0a], [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff], deep })
            {
                var refusal = await AnsweredAsync(channel, method, bytes, () => $"{method.FullName}({Convert.ToHexString(bytes)})");
                Assert.Equal(StatusCode.InvalidArgument, refusal?.StatusCode);
            }
    }

    [Fact]
    public void Requests_of_streams_are_looked_at_without_a_fault()
    {
        var any = new AnyRequest(new Random(Seed));
        foreach (var message in Methods.Where(method => method.IsClientStreaming || method.IsServerStreaming)
                .Select(method => method.InputType)
            .Append(StatementItem.Descriptor).Append(ActorItem.Descriptor))
            for (var count = 0; count < 500; count++)
            {
                var request = any.Of(message);
                Assert.True(Record.Exception(() => RequestValidator.Validate(request)) is null, $"{message.Name}: {Described(request)}");
            }
    }

    /// <summary>To be sent again by whoever looks into it: no formatter takes every request.</summary>
    private static string Described(IMessage request) => $"{request.Descriptor.Name} {Convert.ToBase64String(request.ToByteArray())}";

    private static async Task<RpcException?> AnsweredAsync(
        GrpcChannel channel, MethodDescriptor method, byte[] request, Func<string> described)
    {
        var bytes = Marshallers.Create<byte[]>(one => one, one => one);
        var call = channel.CreateCallInvoker().AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, method.Service.FullName, method.Name, bytes, bytes), null,
            new CallOptions(cancellationToken: TestServer.Token), request);
        try
        {
            await call.ResponseAsync;
            return null;
        }
        catch (RpcException refused)
        {
            Assert.True(refused.StatusCode is not (StatusCode.Unknown or StatusCode.Internal or StatusCode.Unimplemented)
                && refused.GetRpcStatus()?.GetDetail<ErrorInfo>() is { Domain: "diplomacy", Reason.Length: > 0 },
                $"{method.FullName} {refused.Status}: {described()}");
            Assert.InRange(
                refused.Trailers.Sum(entry =>
                    entry.Key.Length + (entry.IsBinary ? entry.ValueBytes.Length / 3 * 4 : Uri.EscapeDataString(entry.Value).Length))
                + Uri.EscapeDataString(refused.Status.Detail).Length, 0, TrailersBytesMax);
            return refused;
        }
    }
}
