using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;
using DiplomacyApi.Tests.Storage;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.FaultTests;

/// <summary>The process dies in work on whole files: in a write, a sync, a cut, a renaming or a deletion of it, as it comes.</summary>
public sealed class UnfinishedWorkTests(ITestOutputHelper output)
{
    private const int PartEntries = 7;

    private static readonly string Schema = Repository.At("src", "DiplomacyApi.Storage", "Schema");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_migration_that_was_cut_off_is_done_by_the_next_start(int schema)
    {
        await OpenedAsync(path => EarlierSchema.Make(path, schema, Schema), async (place, was) =>
        {
            // The copy that is made before is there whole, or not at all.
            var kept = $"{place.Data}.schema{schema:000}";
            if (!File.Exists(kept)) return;
            using var copy = Place.New();
            File.Copy(kept, copy.Data);
            await was.CheckAsync(copy);
        }, [$"journal.db.schema{schema:000}"]);
    }

    [Fact]
    public async Task A_rebuild_under_new_rules_that_was_cut_off_is_done_by_the_next_start() => await OpenedAsync(EarlierSchema.ForgetRules, (_, _) => Task.CompletedTask, []);

    [Fact]
    public async Task A_rebuild_that_was_cut_off_changes_nothing_and_can_be_done_again()
    {
        Tool.Need("strace");
        using var whole = Place.New();
        var was = await Contents.FillAsync(whole);
        var died = await DieAsync(whole, "rebuild", async place =>
        {
            await was.CheckAsync(place);
            await ServerProcess.RunAsync(place, "rebuild");
            await was.CheckAsync(place);
            place.AssertHolds();
        });
        Tell(died);
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_leaves_none_and_can_be_made_again()
    {
        Tool.Need("strace");
        using var whole = Place.New();
        var was = await Contents.FillAsync(whole);
        var died = await DieAsync(whole, "backup", async place =>
        {
            var copy = Path.Combine(place.Folder, "copy.db");
            var isMade = File.Exists(copy);
            using (var again = ServerProcess.Begin(place, "backup", more: ["--to", copy]))
            {
                await again.EndsAsync();
                Assert.True(again.ExitCode == (isMade ? 1 : 0), again.Printed);
            }
            await was.CheckAsync(place);
            using var restored = Place.New();
            await ServerProcess.RunAsync(restored, "restore", "--from", copy);
            await was.CheckRestoredAsync(restored);
            place.AssertHolds("copy.db");
        }, place => ["--to", Path.Combine(place.Folder, "copy.db")]);
        Tell(died);
    }

    [Fact]
    public async Task A_server_that_dies_while_it_gives_a_backup_loses_nothing_and_leaves_nothing()
    {
        Tool.Need("strace");
        using var whole = Place.New();
        var was = await Contents.FillAsync(whole);
        var died = await DieAsync(whole, "serve", async place =>
        {
            await was.CheckAsync(place);
            place.AssertHolds();
        }, whileServing: BackUpAsync);
        Tell(died);
    }

    [Fact]
    public async Task A_restore_that_was_cut_off_gives_no_log_until_it_is_run_again()
    {
        Tool.Need("strace");
        using var source = Place.New();
        var was = await Contents.FillAsync(source);
        var copy = Path.Combine(source.Folder, "copy.db");
        await ServerProcess.RunAsync(source, "backup", "--to", copy);
        var bytes = await File.ReadAllBytesAsync(copy, Faults.Token);
        using var empty = Place.New();
        var refused = 0;
        var died = await DieAsync(empty, "restore", async place =>
        {
            if (!File.Exists(place.Data))
            {
                if (File.Exists($"{place.Data}.restoring"))
                {
                    // Nobody takes the place for an empty one.
                    using var early = ServerProcess.Begin(place);
                    Assert.False(await early.ServesAsync(), early.Printed);
                    Assert.Contains("was interrupted; run it again", early.Printed, StringComparison.Ordinal);
                    refused++;
                }
                await ServerProcess.RunAsync(place, "restore", "--from", copy);
            }
            await was.CheckRestoredAsync(place);
            place.AssertHolds();
            Assert.Equal(bytes, await File.ReadAllBytesAsync(copy, Faults.Token));
        }, _ => ["--from", copy]);
        Tell(died, $"; {refused} starts were refused before it was run again");
    }

    [Fact]
    public async Task A_move_that_was_cut_off_goes_on_from_what_was_acknowledged()
    {
        Tool.Need("strace");
        using var source = Place.New();
        var was = await Contents.FillAsync(source);
        using var empty = Place.New();
        var resumed = 0;
        var acknowledged = 0L;
        var died = await DieAsync(empty, "serve", async place =>
        {
            using var server = await ServerProcess.StartAsync(place);
            using var client = place.Client();
            var found = (await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition.Revision;
            Assert.True(found >= acknowledged, $"{acknowledged} was acknowledged, and {found} is there.");
            if (acknowledged < was.Journal.Head.Revision && found > 0) resumed++;
            await MoveAsync(client);
            acknowledged = 0;
            await server.StopAsync();
            await was.CheckAsync(place);
            place.AssertHolds();
        }, whileServing: MoveAsync);
        Tell(died, $"; {resumed} went on from the middle");

        async Task MoveAsync(DiplomacyClient client)
        {
            var after = (await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition.Revision;
            using var call = client.Journal.ImportJournal(cancellationToken: Faults.Token);
            foreach (var part in was.Journal.Entries.Where(entry => entry.Revision > after).Chunk(PartEntries).DefaultIfEmpty([]))
            {
                var request = new ImportJournalRequest { Head = was.Journal.Head, HeadHash = ByteString.CopyFrom(Convert.FromHexString(was.Journal.HeadHash)), Entries = { part } };
                await call.RequestStream.WriteAsync(request, Faults.Token);
                Assert.True(await call.ResponseStream.MoveNext(Faults.Token));
                acknowledged = call.ResponseStream.Current.LogPosition.Revision;
            }
            Assert.True(call.ResponseStream.Current.Complete);
            await call.RequestStream.CompleteAsync();
        }
    }

    /// <summary>A server dies while it opens a file that it has to change first.</summary>
    private async Task OpenedAsync(Action<string> before, Func<Place, Contents, Task> look, string[] kept, [CallerMemberName] string test = "")
    {
        Tool.Need("strace");
        using var whole = Place.New();
        var was = await Contents.FillAsync(whole);
        before(whole.Data);
        // A command that changes nothing besides.
        var died = await DieAsync(whole, "unseal", async place =>
        {
            await look(place, was);
            await was.CheckAsync(place);
            await look(place, was);
            place.AssertHolds(kept);
        });
        Tell(died, test: test);
    }

    private static async Task BackUpAsync(DiplomacyClient client)
    {
        using var call = client.Journal.BackupJournal(new BackupJournalRequest(), cancellationToken: Faults.Token);
        while (await call.ResponseStream.MoveNext(Faults.Token)) { }
    }

    /// <summary>Runs a command to its end to see where it can die, and then on copies of the same place, where it dies; each is looked at after it.</summary>
    private static async Task<(int Died, int Tried, int Places)> DieAsync(
        Place whole, string command, Func<Place, Task> look, Func<Place, string[]>? more = null, Func<DiplomacyClient, Task>? whileServing = null)
    {
        using var log = Place.New();
        using (var place = whole.Copy())
        {
            Assert.False(await RunAsync(place, Strace.Noted(log.Data)));
            await look(place);
        }
        var deaths = Strace.Deaths(log.Data).ToArray();
        Faults.Random(command).Shuffle(deaths);
        var (died, tried) = (0, 0);
        foreach (var death in deaths.Take(Faults.Times(2)))
        {
            using var place = whole.Copy();
            tried++;
            if (await RunAsync(place, death.Under)) died++;
            await look(place);
        }
        Assert.True(died > 0, "It died nowhere.");
        return (died, tried, deaths.Length);

        // Whether it died.
        async Task<bool> RunAsync(Place place, string[] under)
        {
            using var running = ServerProcess.Begin(place, command, under, more: more?.Invoke(place) ?? []);
            if (whileServing is not null && await running.ServesAsync())
            {
                using var client = Place.ClientOf(place.Address);
                try
                {
                    await whileServing(client);
                }
                catch (Exception failure) when (failure is DiplomacyException or RpcException)
                {
                }
                if (!running.HasExited) running.Signal("TERM");
            }
            await running.EndsAsync();
            Assert.True(running.ExitCode is 0 or > 128, running.Printed);
            return running.ExitCode != 0;
        }
    }

    private void Tell((int Died, int Tried, int Places) seen, string more = "", [CallerMemberName] string test = "") =>
        Faults.Tell(output, seen.Tried, $"died in {seen.Died} of {seen.Tried} of {seen.Places} places{more}", test);
}
