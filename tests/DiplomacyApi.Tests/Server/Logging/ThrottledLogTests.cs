using System.Net;
using System.Net.Sockets;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Commands;
using DiplomacyApi.Tests.Server.Access;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Logging;

/// <summary>
/// What strangers cause is logged once in a while with how often it happened, and a log that nobody reads holds up nothing.
/// </summary>
public sealed class ThrottledLogTests
{
    private const int Calls = 200;
    private const int ManyCalls = 4_000;

    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Refused_calls_are_counted_and_reported_once_in_an_interval()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = new GuardedServer(time);
        await server.TokenAsync("ada", "admin");
        await server.StartAsync();
        var stranger = server.Connect();

        for (var call = 0; call < Calls; call++)
            Assert.Equal(ErrorReason.Unauthenticated, (await GuardedServer.RefusalOf(stranger))!.Reason);
        Assert.Single(server.Log.Lines, line => line.Contains("was refused: UNAUTHENTICATED", StringComparison.Ordinal));
        time.Advance(Limits.RepeatedLineInterval);
        while (!server.Log.Lines.Any(Followed)) await Task.Delay(20, TestServer.Token);

        Assert.Contains($"{Calls - 1} more within 10 s", Assert.Single(server.Log.Lines, Followed), StringComparison.Ordinal);
        Assert.NotNull(await GuardedServer.RefusalOf(stranger));
        Assert.Equal(2, server.Log.Lines.Count(line => line.Contains("was refused: UNAUTHENTICATED", StringComparison.Ordinal)));

        static bool Followed(string line) => line.Contains("calls refused UNAUTHENTICATED", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_framework_says_of_strangers_is_counted_too()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        using (var server = await ServerProcess.StartAsync(folder.FullName))
        {
            for (var connection = 0; connection < 20; connection++)
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port, TestServer.Token);
                await socket.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestServer.Token);
                await socket.GetStream().CopyToAsync(Stream.Null, TestServer.Token);
            }
            server.Terminate();
            Assert.True(await server.EndsWithinAsync(StopMax));
            var lines = (await server.RestAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

            Assert.DoesNotContain(lines, line => line.StartsWith("fail:", StringComparison.Ordinal));
            Assert.InRange(lines.Length, 0, 4);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_log_that_nobody_reads_holds_up_neither_calls_nor_the_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It takes a shell to fill a pipe before the server starts.");
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var data = Path.Combine(folder.FullName, "journal.db");
        using var made = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(
            ["token", "create", "--name", "ria", "--role", "reader", "--data", data], TimeProvider.System, made, TextWriter.Null));
        var token = made.ToString().Trim();
        // A pipe takes 64 KiB; after these nothing more goes in.
        using (var server = ServerProcess.StartUnread(folder.FullName, "head -c 65536 /dev/zero"))
        {
            using var channel = server.Channel();
            var health = new Health.HealthClient(channel);
            while (!await IsServingAsync(health)) await Task.Delay(100, TestServer.Token);
            var journal = new JournalService.JournalServiceClient(channel);

            for (var call = 0; call < ManyCalls; call += 100)
                await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Assert.ThrowsAsync<RpcException>(async () =>
                    await journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token))));

            Assert.True(await IsServingAsync(health));
            await journal.GetJournalAsync(new GetJournalRequest(), new Metadata { { "authorization", $"Bearer {token}" } },
                cancellationToken: TestServer.Token);
            server.Terminate();
            Assert.True(await server.EndsWithinAsync(StopMax));
            Assert.Equal(0, server.ExitCode);
        }
        folder.Delete(recursive: true);
    }

    private static async Task<bool> IsServingAsync(Health.HealthClient health)
    {
        try
        {
            return (await health.CheckAsync(new HealthCheckRequest(),
                cancellationToken: TestServer.Token)).Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException notYet) when (notYet.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }
}
