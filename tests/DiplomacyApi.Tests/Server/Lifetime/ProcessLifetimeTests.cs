using System.Diagnostics;
using Diplomacy.V1;
using DiplomacyApi.Client;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;

namespace DiplomacyApi.Tests.Server.Lifetime;

/// <summary>The executable, stopped by SIGTERM while it is used.</summary>
public sealed class ProcessLifetimeTests(ITestOutputHelper output)
{
    private const int Writers = 8;

    /// <summary>A bound that a service manager sets, and no figure of how fast it is.</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task It_answers_what_it_began_sends_watchers_their_positions_and_ends_with_zero()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        using var server = await ServerProcess.StartAsync(folder.FullName, "--seed", Repository.At("seeds"));
        using var channel = server.Channel();
        using var other = server.Channel();
        var statements = new StatementService.StatementServiceClient(channel);
        using var stuck = StuckReader(new StatementService.StatementServiceClient(other));
        using var watch = statements.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromNow = new() } }, cancellationToken: TestServer.Token);
        using var health = new Health.HealthClient(channel).Watch(new HealthCheckRequest(), cancellationToken: TestServer.Token);
        using var import = statements.ImportStatements(cancellationToken: TestServer.Token);
        await import.RequestStream.WriteAsync(new ImportStatementsRequest { Options = new ImportOptions() }, TestServer.Token);
        var (begun, answered) = (0, 0);
        var refused = new List<StatusCode>();
        var writers = Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync, TestServer.Token)).ToList();
        while (Volatile.Read(ref answered) < 100) await Task.Delay(10, TestServer.Token);

        var clock = Stopwatch.StartNew();
        server.Terminate();

        Assert.True(await server.EndsWithinAsync(StopMax));
        output.WriteLine($"It ended after {clock.Elapsed.TotalSeconds:0.0} s.");
        Assert.Equal(0, server.ExitCode);
        await Task.WhenAll(writers);
        // Whatever was not answered was refused before it was begun.
        Assert.All(refused, status => Assert.Equal(StatusCode.Unavailable, status));
        Assert.Equal(begun, answered + refused.Count);
        await AssertEndedAsync(watch.ResponseStream, last => Assert.Contains("revision", last.Metadata.Keys));
        await AssertEndedAsync(import.ResponseStream, _ => { });
        var received = await health.ResponseStream.ReadAllAsync(TestServer.Token).Select(one => one.Status).ToListAsync(TestServer.Token);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, received[^1]);
        folder.Delete(recursive: true);

        async Task WriteAsync()
        {
            try
            {
                while (true)
                {
                    Interlocked.Increment(ref begun);
                    await statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);
                    Interlocked.Increment(ref answered);
                }
            }
            catch (RpcException end)
            {
                lock (refused) refused.Add(end.StatusCode);
            }
        }
    }

    [Fact]
    public async Task A_stop_before_the_journal_is_open_ends_it_with_zero()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var set = folder.CreateSubdirectory("seeds").CreateSubdirectory("set");
        // Seeds that are a pipe hold up the opening until somebody writes into it.
        var pipe = Path.Combine(set.FullName, "actors.jsonl");
        await ShellAsync($"mkfifo '{pipe}'");
        using var server = ServerProcess.StartUnread(folder.FullName, "true", "--seed", set.Parent!.FullName);
        using var channel = server.Channel();
        var health = new Health.HealthClient(channel);
        while (await StatusAsync("liveness") != HealthCheckResponse.Types.ServingStatus.Serving) await Task.Delay(50, TestServer.Token);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, await StatusAsync(""));

        server.Terminate();
        const string actor = """{"actorId":"nato","actor":{"type":"ACTOR_TYPE_STATE","displayNames":[{"text":"NATO","languageCode":"en"}]}}""";
        await ShellAsync($"echo '{actor}' > '{pipe}'");

        Assert.True(await server.EndsWithinAsync(StopMax));
        Assert.Equal(0, server.ExitCode);
        Assert.DoesNotContain("fail:", await server.RestAsync(), StringComparison.Ordinal);
        folder.Delete(recursive: true);

        async Task<HealthCheckResponse.Types.ServingStatus> StatusAsync(string service)
        {
            try
            {
                return (await health.CheckAsync(new HealthCheckRequest { Service = service }, cancellationToken: TestServer.Token)).Status;
            }
            catch (RpcException notYet) when (notYet.StatusCode == StatusCode.Unavailable)
            {
                return HealthCheckResponse.Types.ServingStatus.Unknown;
            }
        }
    }

    private static async Task ShellAsync(string command)
    {
        using var shell = Process.Start("sh", ["-c", command]);
        await shell.WaitForExitAsync(TestServer.Token);
        Assert.Equal(0, shell.ExitCode);
    }

    /// <summary>Asks for all there is, and reads none of it.</summary>
    private static AsyncServerStreamingCall<WatchStatementsResponse> StuckReader(StatementService.StatementServiceClient client) =>
        client.WatchStatements(
        new WatchStatementsRequest
        {
            Start = new WatchStart { FromEarliest = new() },
            ProgressInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        },
        cancellationToken: TestServer.Token);

    private static async Task AssertEndedAsync<T>(IAsyncStreamReader<T> stream, Action<DiplomacyException> assert)
    {
        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in stream.ReadAllAsync(TestServer.Token)) { }
        });
        var refusal = DiplomacyException.From(end);
        Assert.Equal((StatusCode.Unavailable, ErrorReason.ShuttingDown), (refusal.Status, refusal.Reason));
        assert(refusal);
    }
}
