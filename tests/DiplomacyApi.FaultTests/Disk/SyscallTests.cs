using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests.Disk;

/// <summary>The kernel fails a write or a sync, or the process dies in one. strace brings it about at the very call.</summary>
public sealed class SyscallTests(ITestOutputHelper output)
{
    private const string Writes = "pwrite64";
    private const string Syncs = "fsync,fdatasync";

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_server_dies_in_a_write_or_a_sync()
    {
        Tool.Need("strace");
        var (times, random) = (Faults.Times(6), Faults.Random());
        using var home = ServerHome.New();
        var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using var load = new Load(home.Address, random, writers: 4);
        var died = 0;
        for (var cycle = 0; cycle < times; cycle++)
        {
            await load.ReachAsync(10);
            await server.KillAsync();
            server.Dispose();
            using (var dying = ServerProcess.Begin(home,
                under: Injected(home, random.Next(2) == 0 ? Writes : Syncs, "signal=KILL", $"{random.Next(1, 60)}", "db", "db-wal")))
            {
                await dying.EndsAsync();
                Assert.NotEqual(0, dying.ExitCode);
                died++;
            }
            server = await ServerProcess.StartAsync(home);
        }
        await load.ReachAsync(20);
        var journal = await load.CheckAsync(client);
        server.Dispose();
        Faults.Report(output, times,
            $"died {died} times, {load.Oracle.Acknowledged} acknowledged, {load.Retries} retries ({string.Join(", ", load.Failures)}), head {journal.Head.Revision}");
    }

    [Fact]
    public async Task A_sync_that_fails_ends_the_server_and_is_not_acknowledged()
    {
        Tool.Need("strace");
        var (times, random) = (Faults.Times(3), Faults.Random());
        using var home = ServerHome.New();
        var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using var load = new Load(home.Address, random, writers: 4);
        for (var cycle = 0; cycle < times; cycle++)
        {
            await load.ReachAsync(10);
            await server.StopAsync();
            server.Dispose();
            // One that failed is enough: the kernel calls the next one good, and the pages are not on the disk.
            using (var failing = ServerProcess.Begin(home, under: Injected(home, Syncs, "error=EIO", $"{random.Next(3, 12)}", "db-wal")))
            {
                await failing.EndsAsync();
                Assert.Equal(1, failing.ExitCode);
                Assert.Contains("uncertain", failing.Printed, StringComparison.Ordinal);
            }
            server = await ServerProcess.StartAsync(home);
        }
        await load.ReachAsync(10);
        await load.CheckAsync(client);
        server.Dispose();
        Faults.Report(output, times,
            $"ended with 1 each time, {load.Oracle.Acknowledged} acknowledged, {load.Retries} retries ({string.Join(", ", load.Failures)})");
    }

    [Fact]
    public async Task A_write_without_space_is_refused_and_the_next_with_space_is_taken()
    {
        Tool.Need("strace");
        var (times, random) = (Faults.Times(2), Faults.Random());
        var (refused, acknowledged) = (0, 0);
        for (var cycle = 0; cycle < times; cycle++)
        {
            using var home = ServerHome.New();
            using var client = home.Client();
            using (var filling = await ServerProcess.StartAsync(home))
            {
                await World.CreateAsync(client);
                await filling.StopAsync();
            }
            var first = random.Next(20, 60);
            using var server = await ServerProcess.StartAsync(
                home, under: Injected(home, Writes, "error=ENOSPC", $"{first}..{first + 10}", "db-wal"));
            await using var load = new Load(home.Address, random, writers: 4);
            await load.ReachAsync(100);
            var journal = await load.CheckAsync(client);
            Assert.False(server.HasExited);
            Assert.Equal(["StorageFull"], load.Failures);
            refused += load.Retries;
            acknowledged += load.Oracle.Acknowledged;
        }
        Faults.Report(output, times, $"{refused} refused with STORAGE_FULL, {acknowledged} acknowledged by the same process");
    }

    private static string[] Injected(ServerHome home, string calls, string fault, string when, params string[] files) =>
        Strace.Injected(calls, fault, when, [.. files.Select(file => Path.Combine(home.Folder, $"journal.{file}"))]);
}
