using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests.Network;

/// <summary>The way to the server is bad, or one of the two stands still.</summary>
public sealed class NetworkTests(ITestOutputHelper output)
{
    private const int WhileStopped = 1_000;
    private const long MemoryBytesMax = 1L << 30;

    [Fact]
    public async Task Everything_is_recorded_once_and_received_once_over_a_bad_network()
    {
        var (times, random) = (Faults.Times(40), Faults.Random());
        using var home = ServerHome.New();
        using var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using var proxy = new BadProxy(home.Port, random);
        await using var load = new Load(proxy.Address, random);
        while (proxy.Troubles.Sum() < times) await load.ReachAsync(5);
        proxy.Calm();
        await load.CheckAsync(client);
        var troubles = Enum.GetValues<Trouble>().Skip(1).Select(trouble => $"{proxy.Troubles[(int)trouble]} {trouble}");
        Faults.Report(output, proxy.Troubles.Sum(),
            $"{string.Join(", ", troubles)}; {proxy.Connections} connections, {load.Oracle.Acknowledged} acknowledged, {load.Retries} retries ({string.Join(", ", load.Failures)})");
    }

    [Fact]
    public async Task A_server_that_stood_still_goes_on_where_it_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGSTOP on Windows.");
        var (times, random) = (Faults.Times(2), Faults.Random());
        using var home = ServerHome.New();
        using var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using var load = new Load(home.Address, random);
        for (var cycle = 0; cycle < times; cycle++)
        {
            await load.ReachAsync(random.Next(50));
            server.Signal("STOP");
            // Longer than a client with a keep-alive of a second waits for an answer to its ping, in one of the cycles.
            await Task.Delay(TimeSpan.FromSeconds(cycle == 0 ? 13 : 2), Faults.Token);
            server.Signal("CONT");
        }
        await load.ReachAsync(50);
        await load.CheckAsync(client);
        Faults.Report(
            output, times, $"{load.Oracle.Acknowledged} acknowledged, {load.Retries} retries ({string.Join(", ", load.Failures)})");
    }

    [Fact]
    public async Task A_client_that_stood_still_misses_nothing_and_holds_nobody_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGSTOP on Windows.");
        var (times, random) = (Faults.Times(2), Faults.Random());
        using var home = ServerHome.New();
        var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using var load = new Load(home.Address, random, pauseMs: 0);
        await load.ReachAsync(20);
        using var shell = new WatchingShell(home.Address);
        await shell.ReachAsync(1);
        var memoryBytes = 0L;
        for (var cycle = 0; cycle < times; cycle++)
        {
            shell.Signal("STOP");
            // More than its connection takes in without being read; the other watchers receive it all.
            await load.ReachAsync(WhileStopped);
            memoryBytes = Math.Max(memoryBytes, server.MemoryBytes);
            // Every other time it comes back to a server that is another process.
            if (cycle % 2 == 1)
            {
                await server.KillAsync();
                server.Dispose();
                server = await ServerProcess.StartAsync(home);
            }
            shell.Signal("CONT");
            await load.ReachAsync(20);
        }
        var journal = await load.CheckAsync(client);
        var recorded = journal.Statements.Select(entry => entry.Revision).ToList();
        await shell.ReachAsync(recorded[^1]);
        Assert.Equal(recorded, shell.Received);
        Assert.InRange(memoryBytes, 1, MemoryBytesMax);
        server.Dispose();
        Faults.Report(output, times,
            $"{load.Oracle.Acknowledged} acknowledged, {recorded.Count} received by it, {memoryBytes >> 20} MiB resident at most");
    }
}
