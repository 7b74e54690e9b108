using Diplomacy.V1;
using DiplomacyApi.FaultTests.PowerLoss;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests;

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
        Faults.Tell(output, images, $"{acknowledged} acknowledged before the cuts, {lost} lost");
    }

    [Fact]
    public async Task What_was_acknowledged_without_a_sync_is_lost_so_that_the_test_can_fail()
    {
        var (images, lost, acknowledged) = await CutAsync(Faults.Times(3), lies: true, Faults.Random());
        Assert.True(lost > 0, "Syncs were left out, and nothing was lost: the test would not see that they are missing.");
        Faults.Tell(output, images, $"{acknowledged} acknowledged before the cuts, {lost} lost");
    }

    [Fact]
    public async Task What_a_restart_found_unsynced_is_durable_before_it_is_acknowledged_again()
    {
        var (times, random) = (Faults.Times(2), Faults.Random());
        for (var time = 0; time < times; time++)
        {
            using var place = Place.New();
            var shim = await Shim.BuildAsync(place);
            var died = ServerProcess.Begin(place, variables: Shim.Variables(place, shim, dieAt: random.Next(8, 20)));
            Assert.True(await died.ServesAsync(), died.Printed);
            var request = World.Remark(random, "first");
            using var client = place.Client();
            var sent = new List<RecordStatementRequest>();
            var dying = Task.Run(async () =>
            {
                await World.CreateAsync(client);
                for (var number = 0; ; number++)
                {
                    var next = World.Remark(random, $"cut-{number}");
                    next.RequestId = $"cut-{number}";
                    sent.Add(next);
                    await client.Statements.RecordStatementAsync(next, cancellationToken: Faults.Token);
                }
            }, Faults.Token);
            await died.EndsAsync();
            died.Dispose();

            // The write that was not synced is found by the next server, which must not tell of it before it is.
            var logged = new FileInfo(Shim.LogOf(place)).Length;
            using var second = await ServerProcess.StartAsync(place, variables: Shim.Variables(place, shim));
            await Task.WhenAny(dying, Task.Delay(TimeSpan.FromSeconds(1), Faults.Token));
            var head = await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Faults.Token);
            var told = WriteLog.Read(Shim.LogOf(place));
            await second.KillAsync();
            await Task.WhenAny(dying);
            Assert.True(told.EndOf(told.Count) >= logged);

            using var image = Place.New();
            told.Image(told.Count, kept: 0, random, image.Folder);
            using var third = await ServerProcess.StartAsync(image);
            using var after = image.Client();
            var there = await Exported.ReadAsync(after);
            Assert.Null(there.Problem);
            Assert.True(there.Head.Revision >= head.LogPosition.Revision, $"Revision {head.LogPosition.Revision} was told, and {there.Head.Revision} is what the power cut left.");
            Shim.Remove(place);
        }
        Faults.Tell(output, times, "the head that a restarted server told was on the disk");
    }

    private static async Task<(int Images, int Lost, int Acknowledged)> CutAsync(int images, bool lies, Random random)
    {
        using var place = Place.New();
        var shim = await Shim.BuildAsync(place);
        var oracle = new Oracle { Mark = () => new FileInfo(Shim.LogOf(place)).Length };
        var server = await ServerProcess.StartAsync(place, variables: Shim.Variables(place, shim, lies));
        using (var client = place.Client())
        {
            await World.CreateAsync(client);
            await using var load = new Load(place.Address, random, watchers: 1, oracle: oracle);
            await load.ReachAsync(300);
            await load.EndAsync();
        }
        await server.KillAsync();
        server.Dispose();
        var log = WriteLog.Read(Shim.LogOf(place));
        Shim.Remove(place);

        var (lost, acknowledged) = (0, 0);
        for (var number = 0; number < images; number++)
        {
            var cut = random.Next(log.Count / 4, log.Count + 1);
            using var image = Place.New();
            log.Image(cut, Kept[number % Kept.Length], random, image.Folder);
            var acks = oracle.Acks.Where(ack => ack.Mark <= log.EndOf(cut)).ToList();
            acknowledged += acks.Count;
            using var after = await ServerProcess.StartAsync(image);
            using var client = image.Client();
            var there = await Exported.ReadAsync(client);
            Assert.Null(there.Problem);
            var names = there.Statements.ToDictionary(entry => entry.Id, entry => entry.Revision, StringComparer.Ordinal);
            lost += acks.Count(ack => !names.TryGetValue(ack.Name, out var revision) || revision != ack.Revision);
        }
        return (images, lost, acknowledged);
    }
}
