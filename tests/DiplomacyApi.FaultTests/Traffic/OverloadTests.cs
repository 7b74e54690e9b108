using System.Collections.Concurrent;
using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using Grpc.Core;
using Grpc.Net.Client;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>More than the server can take, and an end in the middle of it.</summary>
public sealed class OverloadTests(ITestOutputHelper output)
{
    /// <summary>More calls at once than the queue has room for.</summary>
    private const int Calls = 6_000;

    private const int Connections = 12;

    /// <summary>What the calls of one burst may hold, with all that the runtime keeps for later.</summary>
    private const long MemoryBytesMax = 1L << 30;

    [Fact]
    public async Task Under_too_many_writes_each_is_recorded_or_refused_and_memory_is_bounded()
    {
        var (times, random) = (Faults.Times(1), Faults.Random());
        using var home = ServerHome.New();
        using var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        var (recorded, outcomes, memory) = (new ConcurrentDictionary<string, long>(), new ConcurrentDictionary<string, int>(), 0L);
        for (var burst = 0; burst < times; burst++)
        {
            var channels = Enumerable.Range(0, Connections).Select(_ => GrpcChannel.ForAddress(home.Address)).ToList();
            var requests = Enumerable.Range(0, Calls)
                .Select(number => World.Remark(random, string.Create(CultureInfo.InvariantCulture, $"burst-{burst}-{number}"))).ToList();
            await Task.WhenAll(
                requests.Select((request, number) => Task.Run(() => SendAsync(channels[number % Connections], request), Faults.Token)));
            memory = Math.Max(memory, server.MemoryBytes);
            foreach (var channel in channels) channel.Dispose();
        }
        Assert.False(server.HasExited, server.Printed);
        Assert.Subset(new HashSet<string> { "recorded", "QueueFull" }, outcomes.Keys.ToHashSet());
        var journal = await Exported.ReadAsync(client);
        Assert.Null(journal.Problem);
        Assert.Equal(recorded.OrderBy(one => one.Value), journal.Statements.Select(entry => KeyValuePair.Create(entry.Id, entry.Revision)));
        Assert.InRange(memory, 0, MemoryBytesMax);
        Faults.Report(output, times,
            $"{Calls} calls at once: {string.Join(", ", outcomes.Select(one => $"{one.Value} {one.Key}"))}; {memory >> 20} MiB resident");

        async Task SendAsync(GrpcChannel channel, RecordStatementRequest request)
        {
            try
            {
                var answer = await new StatementService.StatementServiceClient(channel)
                    .RecordStatementAsync(request, cancellationToken: Faults.Token);
                recorded[answer.Statement.Name] = answer.LogPosition.Revision;
                outcomes.AddOrUpdate("recorded", 1, (_, count) => count + 1);
            }
            catch (RpcException refused)
            {
                var reason = DiplomacyException.From(refused).Reason;
                outcomes.AddOrUpdate(reason == ErrorReason.Unspecified ? refused.Status.ToString() : reason.ToString(), 1,
                    (_, count) => count + 1);
            }
        }
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_answers_what_it_began_and_loses_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        var (times, random) = (Faults.Times(4), Faults.Random());
        using var home = ServerHome.New();
        var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using var load = new Load(home.Address, random);
        for (var cycle = 0; cycle < times; cycle++)
        {
            await load.ReachAsync(random.Next(80));
            await server.StopAsync();
            Assert.True(server.ExitCode == 0, server.Printed);
            // Nothing is left over: the last connection put all into the one file.
            Assert.False(File.Exists($"{home.Data}-wal"));
            server.Dispose();
            server = await ServerProcess.StartAsync(home);
        }
        await load.ReachAsync(20);
        await load.CheckAsync(client);
        server.Dispose();
        Faults.Report(
            output, times, $"{load.Oracle.Acknowledged} acknowledged, {load.Retries} retries ({string.Join(", ", load.Failures)})");
    }
}
