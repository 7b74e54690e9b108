using System.Globalization;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;
using DiplomacyApi.Tests.Storage.Postgres;
using Npgsql;

namespace DiplomacyApi.FaultTests.Cluster;

/// <summary>Several servers on one database, whose primary dies again and again, as servers do, or stand still for a while.</summary>
public sealed class FailoverTests(ITestOutputHelper output)
{
    private const int Servers = 3;
    private const int AcknowledgedMax = 10;
    private const string Database = "journal";
    private const string Waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    /// <summary>`FAILOVERS=20` or `FAILOVERS=200` for longer runs.</summary>
    private static int Rounds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FAILOVERS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 3;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_when_the_primary_is_killed_and_the_standby_takes_over()
    {
        var (random, killed, stopped, broken) = (Faults.Random(), 0, 0, 0);
        await using var cluster = await ReplicatedCluster.StartAsync(Faults.Token);
        await cluster.Primary.ExecuteAsync($"CREATE DATABASE {Database}", Faults.Token);
        var connection = new NpgsqlConnectionStringBuilder(cluster.ConnectionTo(Database)) { Pooling = true }.ConnectionString;
        using var servers = await ServerGroup.StartAsync(connection, Servers, output);
        using var client = servers.Client(0);
        await World.CreateAsync(client);
        await using var balancer = new Balancer(servers.Ports, new Random(random.Next()));
        await using var load = new Load(balancer.Address, random, pauseMs: 5, reads: servers.First);
        for (var round = 0; round < Rounds; round++)
        {
            await servers.ReachAsync(load, random.Next(20, 200));
            // Every other time a server dies as well, and is not there while the standby takes over.
            var victim = random.Next(2) == 0 ? random.Next(Servers) : -1;
            if (victim >= 0) await servers.KillAsync(victim);
            // Another one stands still meanwhile, whatever it has begun, and learns only later what became of it.
            var still = random.Next(2) == 0 ? (Math.Max(victim, 0) + 1 + random.Next(Servers - 1)) % Servers : -1;
            if (still >= 0) servers.StandStill(still);
            if (random.Next(3) == 0)
            {
                broken++;
                await EndConnectionsAsync(cluster);
                await servers.ReachAsync(load, random.Next(20));
            }
            await KillPrimaryAsync(cluster, load, random);
            await cluster.PromoteAsync(Faults.Token);
            if (victim >= 0)
            {
                killed++;
                await servers.RestartAsync(victim);
            }
            await cluster.RejoinAsync(Faults.Token);
            if (still >= 0)
            {
                stopped++;
                // Sometimes the others have gone on.
                if (random.Next(2) == 0) await servers.ReachAsync(load, random.Next(1, 50));
                servers.GoOn(still);
            }
            await servers.ReachAsync(load, 20);
        }
        var journal = await load.CheckAsync(client);
        for (var server = 1; server < Servers; server++)
        {
            using var other = servers.Client(server);
            var same = await Exported.ReadAsync(other, journal.Head.Revision);
            Assert.Equal((journal.Head, journal.HeadHash), (same.Head, same.HeadHash));
        }
        await servers.StopAsync();
        Faults.Report(output, Rounds,
            $"{load.Oracle.Acknowledged} acknowledged, {load.Replays} of them recorded before the answer was lost, {load.Retries} retries ({string.Join(", ", load.Failures)}), head {journal.Head.Revision}, {load.Reads} reads, {killed} servers killed, {stopped} stopped for a while, all connections broken {broken} times");
    }

    [Fact]
    public async Task A_server_whose_new_primary_lacks_what_it_acknowledged_ends_and_says_the_way_out()
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Faults.Token, isSynchronous: false);
        await cluster.Primary.ExecuteAsync($"CREATE DATABASE {Database}", Faults.Token);
        using var home = ServerHome.On(cluster.ConnectionTo(Database));
        using var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await cluster.StandbyHasAllAsync(Faults.Token);
        await using (await cluster.StopSendingAsync(Faults.Token))
        {
            await World.CreateAsync(client);
            await cluster.Primary.KillAsync(Faults.Token);
        }
        await cluster.PromoteAsync(Faults.Token);

        await server.EndsAsync();

        Assert.Equal(3, server.ExitCode);
        Assert.Contains($"has lost entries: revision {World.Revisions} was recorded", server.Printed, StringComparison.Ordinal);
        Assert.Contains("restore them from the server that had them", server.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Start it again", server.Printed, StringComparison.Ordinal);
    }

    /// <summary>
    /// By the dice as it runs, or while commits wait for a standby that receives nothing, or while they wait for one that has received them
    /// and has not written them: it does so before it takes over.
    /// </summary>
    private static async Task KillPrimaryAsync(ReplicatedCluster cluster, Load load, Random random)
    {
        var way = random.Next(3);
        await using var stopped = way switch
        {
            0 => await cluster.StopSendingAsync(Faults.Token),
            1 => await cluster.StopReceivingAsync(Faults.Token),
            _ => null,
        };
        // A server that does not wait gives itself away: what it acknowledges is lost.
        for (var before = load.Oracle.Acknowledged; stopped is not null && load.Oracle.Acknowledged < before + AcknowledgedMax;)
            if (await cluster.Primary.SelectAsync(Waiting, Faults.Token) is not null) break;
        await cluster.Primary.KillAsync(Faults.Token);
    }

    /// <summary>As the database does where it is told to, whatever they are at.</summary>
    private static Task EndConnectionsAsync(ReplicatedCluster cluster) => cluster.Primary.ExecuteAsync(
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Database}'", Faults.Token);
}
