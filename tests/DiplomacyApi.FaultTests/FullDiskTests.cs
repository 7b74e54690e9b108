using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests;

/// <summary>A disk that is full: a small one of its own, in memory.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_full_disk_refuses_writes_reads_go_on_and_space_mends_it_without_a_restart()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Mounting a disk needs root on Linux.");
        var (times, random) = (Faults.Times(2), Faults.Random());
        var (refused, acknowledged) = (0, 0);
        for (var cycle = 0; cycle < times; cycle++)
        {
            var disk = Directory.CreateTempSubdirectory("diplomacy-disk-").FullName;
            await Tool.RunAsync("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk);
            try
            {
                using var place = Place.In(disk);
                var server = await ServerProcess.StartAsync(place);
                using var client = place.Client();
                await World.CreateAsync(client);
                await using var load = new Load(place.Address, random);
                await load.ReachAsync(50);
                await FillAsync(Path.Combine(disk, "ballast"));
                while (load.Retries == 0) await Task.Delay(20, Faults.Token);
                // Reads go on.
                Assert.NotEmpty((await client.Statements.ListStatementsAsync(new ListStatementsRequest(), cancellationToken: Faults.Token)).Statements);
                refused += await RefusedAsync(client, random, cycle);
                Assert.False(server.HasExited, server.Printed);

                File.Delete(Path.Combine(disk, "ballast"));
                await load.ReachAsync(20);
                await load.CheckAsync(client);
                Assert.False(server.HasExited, server.Printed);
                Assert.Equal(["StorageFull"], load.Failures);
                acknowledged += load.Oracle.Acknowledged;
                await server.KillAsync();
                server.Dispose();
            }
            finally
            {
                await Tool.RunAsync("umount", "-l", disk);
                Directory.Delete(disk);
            }
        }
        Faults.Tell(output, times, $"{refused} refused with STORAGE_FULL, {acknowledged} acknowledged");
    }

    /// <summary>A write that does not fit in what is left is refused with its reason.</summary>
    private static async Task<int> RefusedAsync(DiplomacyClient client, Random random, int cycle)
    {
        var request = World.Remark(random, $"too-much-{cycle}");
        request.Statement.Summaries[0].Text = new string('x', 10_000);
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() => client.Statements.RecordStatementAsync(request, cancellationToken: Faults.Token).ResponseAsync);
        Assert.Equal(ErrorReason.StorageFull, refusal.Reason);
        return 1;
    }

    private static async Task FillAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true) await file.WriteAsync(block, Faults.Token);
        }
        catch (IOException)
        {
        }
    }
}
