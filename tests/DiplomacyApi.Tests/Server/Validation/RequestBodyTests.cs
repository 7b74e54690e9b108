using System.IO.Compression;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Tests.Server.Access;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Validation;

/// <summary>
/// What is no gRPC request is refused with a documented status and reason, whatever is wrong with it, and is no fault of the server in its
/// log.
/// </summary>
public sealed class RequestBodyTests : IAsyncLifetime
{
    private static readonly string[] Rpcs =
        ["/diplomacy.v1.JournalService/GetJournal", "/diplomacy.v1.StatementService/ExportStatements",
            "/diplomacy.v1.StatementService/ImportStatements", "/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch"];

    private readonly GuardedServer _server = new();
    private string _token = "";

    public static TheoryData<string, byte[], string?, ErrorReason> Bodies() => new()
    {
        { "a length of 4 GiB", RawCall.Framed(0, [], uint.MaxValue), null, ErrorReason.TooLarge },
        { "a length of 2 GiB", RawCall.Framed(0, [], 1u << 31), null, ErrorReason.TooLarge },
        { "a length above the bound", RawCall.Framed(0, [], Limits.RequestBytesMax + 1), null, ErrorReason.TooLarge },
        { "a flag that is none", RawCall.Framed(7, []), null, ErrorReason.InvalidValue },
        { "bytes that are not gzip", RawCall.Framed(1, [1, 2, 3, 4]), "gzip", ErrorReason.InvalidValue },
        { "bytes that are not deflate", RawCall.Framed(1, [1, 2, 3, 4]), "deflate", ErrorReason.InvalidValue },
        { "compressed by nothing", RawCall.Framed(1, [1, 2, 3, 4]), null, ErrorReason.InvalidValue },
        { "compressed by identity", RawCall.Framed(1, [1, 2, 3, 4]), "identity", ErrorReason.InvalidValue },
        { "a message that unpacks to far more", RawCall.Framed(1, Packed(Limits.RequestBytesMax + 1)), "gzip", ErrorReason.TooLarge },
        { "half a prefix", [0, 0], null, ErrorReason.InvalidValue },
        { "half a message", RawCall.Framed(0, [1, 2], 4), null, ErrorReason.InvalidValue },
    };

    public async ValueTask InitializeAsync()
    {
        _token = await _server.TokenAsync("ada", "admin");
        await _server.StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task A_malformed_request_is_refused_with_its_reason(string what, byte[] body, string? encoding, ErrorReason reason)
    {
        using var raw = new RawCall(_server.Address);
        foreach (var rpc in Rpcs)
        {
            var (status, received) = await RawCall.EndAsync(raw.SendAsync(rpc, new ByteArrayContent(body), _token, encoding));

            // A message that is large where it is unpacked is too large as it is sent where less may be sent.
            Assert.True(status == StatusCode.InvalidArgument, $"{what} to {rpc}: {status} {received}");
            Assert.True(
                received == Reason(reason)
                || (rpc.StartsWith("/grpc.", StringComparison.Ordinal) && received == Reason(ErrorReason.TooLarge)),
                $"{what} to {rpc}: {received}");
        }
        AssertNoFault();
    }

    [Fact]
    public async Task No_message_and_two_where_there_is_one_are_refused()
    {
        using var raw = new RawCall(_server.Address);
        foreach (var rpc in Rpcs.Where(rpc => !rpc.EndsWith("/ImportStatements", StringComparison.Ordinal)))
            foreach (var body in new byte[][] { [], [.. RawCall.Framed(0, []), .. RawCall.Framed(0, [])] })
            {
                var (status, received) = await RawCall.EndAsync(raw.SendAsync(rpc, new ByteArrayContent(body), _token));
                Assert.Equal((StatusCode.InvalidArgument, Reason(ErrorReason.InvalidValue)), (status, received));
            }
        AssertNoFault();
    }

    [Fact]
    public async Task A_packed_request_is_taken()
    {
        using var raw = new RawCall(_server.Address);
        var packed = Packed(new GetStatementRequest { Name = "statements/nothing" }.ToByteArray());

        var answered = await RawCall.EndAsync(raw.SendAsync(
            "/diplomacy.v1.StatementService/GetStatement", new ByteArrayContent(RawCall.Framed(1, packed)), _token, "gzip"));

        Assert.Equal((StatusCode.NotFound, Reason(ErrorReason.UnknownStatement)), answered);
    }

    private void AssertNoFault() => Assert.DoesNotContain(_server.Log.Lines, line =>
        line.Split(' ', 3)[1] is "Error" or "Critical"
        // A server that starts is not healthy yet, which the framework logs as an error.
        && !line.StartsWith("Microsoft.Extensions.Diagnostics.HealthChecks", StringComparison.Ordinal));

    private static byte[] Packed(int zeros) => Packed(new byte[zeros]);

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static string Reason(ErrorReason reason) => DiplomacyApi.Server.Errors.ErrorStatus.NameOf(reason);
}
