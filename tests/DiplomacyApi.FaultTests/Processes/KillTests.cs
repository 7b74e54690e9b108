using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests.Processes;

/// <summary>The process dies at any time.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed()
    {
        var (times, random) = (Faults.Times(50), Faults.Random());
        using var home = ServerHome.New();
        var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using var load = new Load(home.Address, random);
        for (var cycle = 0; cycle < times; cycle++)
        {
            await load.ReachAsync(random.Next(60));
            await server.KillAsync();
            server.Dispose();
            server = await ServerProcess.StartAsync(home);
        }
        await load.ReachAsync(20);
        var journal = await load.CheckAsync(client);
        var before = await Answers.ReadAsync(client, journal.Head.Revision);
        await server.StopAsync();
        Assert.Equal(0, server.ExitCode);
        server.Dispose();

        await ServerProcess.RunAsync(home, "rebuild");
        using var again = await ServerProcess.StartAsync(home);
        Assert.Equal(before, await Answers.ReadAsync(client, journal.Head.Revision));
        Faults.Report(output, times,
            $"{load.Oracle.Acknowledged} acknowledged, {load.Retries} retries ({string.Join(", ", load.Failures)}), head {journal.Head.Revision}, {load.Reads} reads");
    }
}
