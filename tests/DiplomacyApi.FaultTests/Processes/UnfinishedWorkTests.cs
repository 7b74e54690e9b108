using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Disk;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;
using DiplomacyApi.Tests.Storage.Sqlite.Schema;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.FaultTests.Processes;

/// <summary>The process dies in work on whole files: in a write, a sync, a cut, a renaming or a deletion of it, as it comes.</summary>
public sealed class UnfinishedWorkTests(ITestOutputHelper output)
{
    private const int PartEntries = 7;

    private static readonly string Schema = Repository.At("src", "DiplomacyApi.Storage", "Sqlite", "Schema");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_migration_that_was_cut_off_is_done_by_the_next_start(int schema)
    {
        await OpenedAsync(path => EarlierSchema.Make(path, schema, Schema), async (home, was) =>
        {
            // The copy that is made before is there whole, or not at all.
            var kept = $"{home.Data}.schema{schema:000}";
            if (!File.Exists(kept)) return;
            using var copy = ServerHome.New();
            File.Copy(kept, copy.Data);
            await was.CheckAsync(copy);
        }, [$"journal.db.schema{schema:000}"]);
    }

    [Fact]
    public async Task A_rebuild_under_new_rules_that_was_cut_off_is_done_by_the_next_start() =>
        await OpenedAsync(EarlierSchema.ForgetRules, (_, _) => Task.CompletedTask, []);

    [Fact]
    public async Task A_rebuild_that_was_cut_off_changes_nothing_and_can_be_done_again()
    {
        Tool.Need("strace");
        using var whole = ServerHome.New();
        var was = await Contents.FillAsync(whole);
        var died = await DieAsync(whole, "rebuild", async home =>
        {
            await was.CheckAsync(home);
            await ServerProcess.RunAsync(home, "rebuild");
            await was.CheckAsync(home);
            home.AssertHolds();
        });
        Report(died);
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_leaves_none_and_can_be_made_again()
    {
        Tool.Need("strace");
        using var whole = ServerHome.New();
        var was = await Contents.FillAsync(whole);
        var died = await DieAsync(whole, "backup", async home =>
        {
            var copy = Path.Combine(home.Folder, "copy.db");
            var isMade = File.Exists(copy);
            using (var again = ServerProcess.Begin(home, "backup", more: ["--to", copy]))
            {
                await again.EndsAsync();
                Assert.True(again.ExitCode == (isMade ? 1 : 0), again.Printed);
            }
            await was.CheckAsync(home);
            using var restored = ServerHome.New();
            await ServerProcess.RunAsync(restored, "restore", "--from", copy);
            await was.CheckRestoredAsync(restored);
            home.AssertHolds("copy.db");
        }, home => ["--to", Path.Combine(home.Folder, "copy.db")]);
        Report(died);
    }

    [Fact]
    public async Task A_server_that_dies_while_it_gives_a_backup_loses_nothing_and_leaves_nothing()
    {
        Tool.Need("strace");
        using var whole = ServerHome.New();
        var was = await Contents.FillAsync(whole);
        var died = await DieAsync(whole, "serve", async home =>
        {
            await was.CheckAsync(home);
            home.AssertHolds();
        }, whileServing: BackUpAsync);
        Report(died);
    }

    [Fact]
    public async Task A_restore_that_was_cut_off_gives_no_log_until_it_is_run_again()
    {
        Tool.Need("strace");
        using var source = ServerHome.New();
        var was = await Contents.FillAsync(source);
        var copy = Path.Combine(source.Folder, "copy.db");
        await ServerProcess.RunAsync(source, "backup", "--to", copy);
        var bytes = await File.ReadAllBytesAsync(copy, Faults.Token);
        using var empty = ServerHome.New();
        var refused = 0;
        var died = await DieAsync(empty, "restore", async home =>
        {
            if (!File.Exists(home.Data))
            {
                if (File.Exists($"{home.Data}.restoring"))
                {
                    // It must not pass for an empty one.
                    using var early = ServerProcess.Begin(home);
                    Assert.False(await early.ServesAsync(), early.Printed);
                    Assert.Contains("was interrupted; run it again", early.Printed, StringComparison.Ordinal);
                    refused++;
                }
                await ServerProcess.RunAsync(home, "restore", "--from", copy);
            }
            await was.CheckRestoredAsync(home);
            home.AssertHolds();
            Assert.Equal(bytes, await File.ReadAllBytesAsync(copy, Faults.Token));
        }, _ => ["--from", copy]);
        Report(died, $"; {refused} starts were refused before it was run again");
    }

    [Fact]
    public async Task A_move_that_was_cut_off_goes_on_from_what_was_acknowledged()
    {
        Tool.Need("strace");
        using var source = ServerHome.New();
        var was = await Contents.FillAsync(source);
        using var empty = ServerHome.New();
        var resumed = 0;
        var acknowledged = 0L;
        var died = await DieAsync(empty, "serve", async home =>
        {
            using var server = await ServerProcess.StartAsync(home);
            using var client = home.Client();
            var found = (await client.Journal.GetJournalAsync(
                new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition.Revision;
            Assert.True(found >= acknowledged, $"{acknowledged} was acknowledged, and {found} is there.");
            if (acknowledged < was.Journal.Head.Revision && found > 0) resumed++;
            await MoveAsync(client);
            acknowledged = 0;
            await server.StopAsync();
            await was.CheckAsync(home);
            home.AssertHolds();
        }, whileServing: MoveAsync);
        Report(died, $"; {resumed} went on from the middle");

        async Task MoveAsync(DiplomacyClient client)
        {
            var after = (await client.Journal.GetJournalAsync(
                new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition.Revision;
            using var call = client.Journal.ImportJournal(cancellationToken: Faults.Token);
            foreach (var part in was.Journal.Entries.Where(entry => entry.Revision > after).Chunk(PartEntries).DefaultIfEmpty([]))
            {
                var request = new ImportJournalRequest
                {
                    Head = was.Journal.Head,
                    HeadHash = ByteString.CopyFrom(Convert.FromHexString(was.Journal.HeadHash)),
                    Entries = { part },
                };
                await call.RequestStream.WriteAsync(request, Faults.Token);
                Assert.True(await call.ResponseStream.MoveNext(Faults.Token));
                acknowledged = call.ResponseStream.Current.LogPosition.Revision;
            }
            Assert.True(call.ResponseStream.Current.Complete);
            await call.RequestStream.CompleteAsync();
        }
    }

    /// <summary>A server dies while it opens a file that it has to change first.</summary>
    private async Task OpenedAsync(
        Action<string> before, Func<ServerHome, Contents, Task> look, string[] kept, [CallerMemberName] string test = "")
    {
        Tool.Need("strace");
        using var whole = ServerHome.New();
        var was = await Contents.FillAsync(whole);
        before(whole.Data);
        // A command that changes nothing besides.
        var died = await DieAsync(whole, "unseal", async home =>
        {
            await look(home, was);
            await was.CheckAsync(home);
            await look(home, was);
            home.AssertHolds(kept);
        });
        Report(died, test: test);
    }

    private static async Task BackUpAsync(DiplomacyClient client)
    {
        using var call = client.Journal.BackupJournal(new BackupJournalRequest(), cancellationToken: Faults.Token);
        while (await call.ResponseStream.MoveNext(Faults.Token)) { }
    }

    /// <summary>
    /// Runs a command to its end to see where it can die, and then on copies of the same files, where it dies, until it did so often
    /// enough: threads share the work, so that one may not come as far in one run as in another. Each is looked at after it.
    /// </summary>
    private static async Task<(int Died, int Tried, int Places)> DieAsync(
        ServerHome whole, string command, Func<ServerHome, Task> look, Func<ServerHome, string[]>? more = null,
        Func<DiplomacyClient, Task>? whileServing = null)
    {
        using var log = ServerHome.New();
        using (var home = whole.Copy())
        {
            Assert.False(await RunAsync(home, Strace.Noted(log.Data)));
            await look(home);
        }
        var deaths = Strace.Deaths(log.Data).ToArray();
        Faults.Random(command).Shuffle(deaths);
        var (died, tried) = (0, 0);
        foreach (var death in deaths)
        {
            if (died == Faults.Times(2)) break;
            using var home = whole.Copy();
            tried++;
            if (await RunAsync(home, death.Under)) died++;
            await look(home);
        }
        Assert.True(died > 0, "It died nowhere.");
        return (died, tried, deaths.Length);

        // Whether it died.
        async Task<bool> RunAsync(ServerHome home, string[] under)
        {
            using var running = ServerProcess.Begin(home, command, under, more: more?.Invoke(home) ?? []);
            if (whileServing is not null && await running.ServesAsync())
            {
                using var client = ServerHome.ClientOf(home.Address);
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

    private void Report((int Died, int Tried, int Places) seen, string more = "", [CallerMemberName] string test = "") =>
        Faults.Report(output, seen.Tried, $"died in {seen.Died} of {seen.Tried} of {seen.Places} places{more}", test);
}
