using Diplomacy.V1;
using DiplomacyApi.FaultTests.Disk.PowerLoss;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests.Disk;

/// <summary>The power goes, and with it what was written and not synced, or parts of it.</summary>
public sealed class PowerLossTests(ITestOutputHelper output)
{
    /// <summary>How much of what was not synced is there after all.</summary>
    private static readonly double[] Kept = [0, 0.3, 0.7, 0.95];

    [Fact]
    public async Task What_was_acknowledged_survives_a_power_cut()
    {
        var (images, lost, acknowledged) = await CutAsync(Faults.Times(8), lies: false, Faults.Random());
        Assert.Equal(0, lost);
        Faults.Report(output, images, $"{acknowledged} acknowledged before the cuts, {lost} lost");
    }

    [Fact]
    public async Task What_was_acknowledged_without_a_sync_is_lost_so_that_the_test_can_fail()
    {
        var (images, lost, acknowledged) = await CutAsync(Faults.Times(3), lies: true, Faults.Random());
        Assert.True(lost > 0, "Syncs were left out, and nothing was lost: the test would not see that they are missing.");
        Faults.Report(output, images, $"{acknowledged} acknowledged before the cuts, {lost} lost");
    }

    [Fact]
    public async Task What_a_restart_found_unsynced_is_durable_before_it_is_acknowledged_again()
    {
        var (times, random) = (Faults.Times(2), Faults.Random());
        for (var time = 0; time < times; time++)
        {
            using var home = ServerHome.New();
            var shim = await Shim.BuildAsync(home);
            using (var dying = await ServerProcess.StartAsync(home, variables: Shim.Variables(home, shim, dieAt: random.Next(12, 30))))
            {
                await RecordAsync(home, random);
                await dying.EndsAsync();
            }

            // The last commit was written and not synced. The next server finds it, and reports a head with it.
            long reported;
            WriteLog log;
            using (var found = await ServerProcess.StartAsync(home, variables: Shim.Variables(home, shim)))
            {
                using var client = home.Client();
                reported = (await client.Journal.GetJournalAsync(
                    new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition.Revision;
                log = WriteLog.Read(Shim.LogOf(home));
                await found.KillAsync();
            }
            Shim.Remove(home);

            using var image = ServerHome.New();
            log.Image(log.Count, kept: 0, random, image.Folder);
            using var after = await ServerProcess.StartAsync(image);
            using var there = image.Client();
            var left = await Exported.ReadAsync(there);
            Assert.Null(left.Problem);
            Assert.True(left.Head.Revision >= reported,
                $"Revision {reported} was reported, and revision {left.Head.Revision} is what the power cut left.");
        }
        Faults.Report(output, times, "the head that a restarted server received was on the disk");
    }

    /// <summary>Records one thing after the other until the server is gone.</summary>
    private static async Task RecordAsync(ServerHome home, Random random)
    {
        using var client = home.Client();
        try
        {
            await World.CreateAsync(client);
            for (var number = 0; ; number++)
                await client.Statements.RecordStatementAsync(World.Remark(random, $"cut-{number}"), cancellationToken: Faults.Token);
        }
        catch (Client.DiplomacyException gone) when (WriterClient.IsPassing(gone))
        {
        }
    }

    private static async Task<(int Images, int Lost, int Acknowledged)> CutAsync(int images, bool lies, Random random)
    {
        using var home = ServerHome.New();
        var shim = await Shim.BuildAsync(home);
        var oracle = new Oracle { Mark = () => new FileInfo(Shim.LogOf(home)).Length };
        var server = await ServerProcess.StartAsync(home, variables: Shim.Variables(home, shim, lies));
        using (var client = home.Client())
        {
            await World.CreateAsync(client);
            await using var load = new Load(home.Address, random, watchers: 1, oracle: oracle);
            await load.ReachAsync(300);
            await load.EndAsync();
        }
        await server.KillAsync();
        server.Dispose();
        var log = WriteLog.Read(Shim.LogOf(home));
        Shim.Remove(home);

        var (lost, acknowledged) = (0, 0);
        for (var number = 0; number < images; number++)
        {
            var cut = random.Next(log.Count / 4, log.Count + 1);
            using var image = ServerHome.New();
            log.Image(cut, Kept[number % Kept.Length], random, image.Folder);
            var acks = oracle.Acks.Where(ack => ack.Mark <= log.EndOf(cut)).ToList();
            acknowledged += acks.Count;
            var names = await LeftAsync(image, lies);
            lost += acks.Count(ack => !names.TryGetValue(ack.Name, out var revision) || revision != ack.Revision);
        }
        return (images, lost, acknowledged);
    }

    /// <summary>What a server finds in an image: the revisions by name. A disk that lies may leave what it refuses as damaged.</summary>
    private static async Task<Dictionary<string, long>> LeftAsync(ServerHome image, bool lies)
    {
        using var server = ServerProcess.Begin(image);
        if (!await server.ServesAsync())
        {
            Assert.True(lies, server.Printed);
            Assert.Contains("damaged", server.Printed, StringComparison.Ordinal);
            return [];
        }
        using var client = image.Client();
        var left = await Exported.ReadAsync(client);
        Assert.Null(left.Problem);
        return left.Statements.ToDictionary(entry => entry.Id, entry => entry.Revision, StringComparer.Ordinal);
    }
}
