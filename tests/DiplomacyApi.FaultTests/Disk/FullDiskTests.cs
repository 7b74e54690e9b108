using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.FaultTests.Disk;

/// <summary>A disk that is full: a small one of its own, in memory.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    /// <summary>A word that is in every statement of the tests on words.</summary>
    private const string Word = "lighthouse";

    private const string DiskSize = "6m";
    private const int DiskBytes = 6 << 20;

    // A part of the index of a write-ahead log, how many frames of it the first one knows, and what a frame takes.
    private const int IndexBytes = 32_768;
    private const int FramesOfAnIndex = 4_062;
    private const int FrameBytes = 4_120;

    [Fact]
    public async Task A_backup_and_a_restore_without_room_say_so_and_leave_nothing()
    {
        using var source = ServerHome.New();
        await Contents.FillAsync(source);
        await ServerProcess.RunAsync(source, "backup", "--to", Path.Combine(source.Folder, "copy.db"));
        await using var disk = await SmallDisk.MountAsync("128k");
        using (var backup = ServerProcess.Begin(source, "backup", more: ["--to", Path.Combine(disk.Folder, "copy.db")]))
        {
            await backup.EndsAsync();
            Assert.Equal(1, backup.ExitCode);
            Assert.Contains("nothing was copied; make space", backup.Printed, StringComparison.Ordinal);
        }
        using (var restore = ServerProcess.Begin(
            ServerHome.In(disk.Folder), "restore", more: ["--from", Path.Combine(source.Folder, "copy.db")]))
        {
            await restore.EndsAsync();
            Assert.Equal(1, restore.ExitCode);
            Assert.Contains("The disk is full", restore.Printed, StringComparison.Ordinal);
        }

        Assert.Equal(["journal.db.lock"], Directory.GetFiles(disk.Folder).Select(Path.GetFileName));
        Faults.Report(output, 1, "both refused");
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_reads_go_on_and_space_mends_it_without_a_restart()
    {
        var (times, random) = (Faults.Times(2), Faults.Random());
        var (refused, acknowledged) = (0, 0);
        for (var cycle = 0; cycle < times; cycle++)
        {
            await using var disk = await SmallDisk.MountAsync(DiskSize);
            using var home = ServerHome.In(disk.Folder);
            using var server = await ServerProcess.StartAsync(home);
            using var client = home.Client();
            await World.CreateAsync(client);
            await using var load = new Load(home.Address, random);
            await load.ReachAsync(50);
            await disk.FillAsync();
            while (load.Retries == 0) await Task.Delay(20, Faults.Token);
            // Reads go on.
            Assert.NotEmpty(
                (await client.Statements.ListStatementsAsync(new ListStatementsRequest(), cancellationToken: Faults.Token)).Statements);
            refused += await RefusedAsync(client, random, cycle, load.Oracle);
            Assert.False(server.HasExited, server.Printed);

            disk.Free();
            await load.ReachAsync(20);
            await load.CheckAsync(client);
            Assert.False(server.HasExited, server.Printed);
            Assert.Equal(["StorageFull"], load.Failures);
            acknowledged += load.Oracle.Acknowledged;
            await server.KillAsync();
        }
        Faults.Report(output, times, $"{refused} refused with STORAGE_FULL, {acknowledged} acknowledged");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_starts_on_a_full_disk_refuses_searches_alone_until_there_is_space(bool hasWords)
    {
        const int count = 20;
        var random = Faults.Random();
        await using var disk = await SmallDisk.MountAsync(DiskSize);
        using var home = ServerHome.In(disk.Folder);
        using var client = home.Client();
        using (var filling = await ServerProcess.StartAsync(home))
        {
            await World.CreateAsync(client);
            for (var number = 0; number < count; number++)
            {
                var request = World.Remark(random, $"s{number}");
                request.Statement.Summaries[0].Text = $"{Word} {number}";
                await client.Statements.RecordStatementAsync(request, cancellationToken: Faults.Token);
            }
            Assert.Equal(count, (await FoundAsync(client)).Count);
            await filling.StopAsync();
        }
        // One that dies leaves what SQLite needs beside the journal's file, with its room.
        using (var dying = await ServerProcess.StartAsync(home))
        {
            await FoundAsync(client);
            await dying.KillAsync();
        }
        var words = $"{home.Data}.search";
        foreach (var file in new[] { $"{words}-wal", $"{words}-shm" }) File.Delete(file);
        if (!hasWords) File.Delete(words);
        await disk.FillAsync();
        var before = hasWords ? await File.ReadAllBytesAsync(words, Faults.Token) : [];

        using var server = await ServerProcess.StartAsync(home);

        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() =>
            client.Statements.SearchStatementsAsync(
                new SearchStatementsRequest { Query = Word }, cancellationToken: Faults.Token).ResponseAsync);
        Assert.Equal(ErrorReason.SearchBehind, refusal.Reason);
        Assert.Equal(count,
            (await client.Statements.ListStatementsAsync(new ListStatementsRequest(), cancellationToken: Faults.Token)).Statements.Count);
        Assert.Equal(1, await RefusedAsync(client, random, 0));
        // What is whole is not made anew for want of space.
        if (hasWords) Assert.Equal(before, await File.ReadAllBytesAsync(words, Faults.Token));

        disk.Free();
        Assert.Equal(count, (await FoundAsync(client)).Count);
        Assert.False(server.HasExited, server.Printed);
        await server.KillAsync();
        Faults.Report(output, 1, $"{count} found once there was space");
    }

    [Fact]
    public async Task A_server_that_cannot_open_its_journal_for_want_of_space_says_so_and_harms_nothing()
    {
        await using var disk = await SmallDisk.MountAsync(DiskSize);
        using var home = ServerHome.In(disk.Folder);
        using var client = home.Client();
        using (var filling = await ServerProcess.StartAsync(home))
        {
            await World.CreateAsync(client);
            await filling.StopAsync();
        }
        await disk.FillAsync();

        using (var failing = ServerProcess.Begin(home))
        {
            await failing.EndsAsync();
            Assert.Equal(1, failing.ExitCode);
            Assert.Contains("The disk is full", failing.Printed, StringComparison.Ordinal);
        }

        disk.Free();
        using var server = await ServerProcess.StartAsync(home);
        Assert.Null((await Exported.ReadAsync(client)).Problem);
        await server.KillAsync();
    }

    [Fact]
    public async Task A_write_ahead_log_whose_index_has_no_room_to_grow_ends_the_server_and_nothing_is_lost()
    {
        Tool.Need("strace");
        await using var disk = await SmallDisk.MountAsync("200m");
        using var home = ServerHome.In(disk.Folder);
        using var client = home.Client();
        using var server = await ServerProcess.StartAsync(home);
        await World.CreateAsync(client);
        await using var load = new Load(home.Address, Faults.Random(), pauseMs: 1);
        long reads, indexed;
        using (var other = new SqliteConnection($"Data Source={home.Data};Mode=ReadOnly;Pooling=False"))
        {
            // As long as somebody reads what was there, the log grows, as under a copy that takes long.
            other.Open();
            using var reading = other.BeginTransaction(deferred: true);
            using var look = other.CreateCommand();
            (look.CommandText, look.Transaction) = ("SELECT count(*) FROM journal", reading);
            look.ExecuteScalar();
            while (new FileInfo($"{home.Data}-wal").Length < FramesOfAnIndex * FrameBytes * 3 / 4) await Task.Delay(20, Faults.Token);
            // It stands still meanwhile: an index that grew before strace is there would have room for as much again.
            server.Signal("STOP");
            (reads, indexed) = (load.Reads, new FileInfo($"{home.Data}-shm").Length);
            await Strace.AttachAsync(server.Id, "pwrite64", "error=ENOSPC", $"{home.Data}-shm");
            server.Signal("CONT");
            await server.EndsAsync();
        }
        Assert.Equal(1, server.ExitCode);
        Assert.Contains("uncertain", server.Printed, StringComparison.Ordinal);
        Assert.True(load.Reads > reads);
        Assert.True(new FileInfo($"{home.Data}-wal").Length > indexed / IndexBytes * FramesOfAnIndex * FrameBytes);

        // The index of what is there has no room either.
        await disk.FillAsync();
        using (var early = ServerProcess.Begin(home))
        {
            Assert.False(await early.ServesAsync(), early.Printed);
            Assert.Contains("The disk is full", early.Printed, StringComparison.Ordinal);
        }
        disk.Free();
        using var again = await ServerProcess.StartAsync(home);
        await load.ReachAsync(20);
        var journal = await load.CheckAsync(client);
        await again.KillAsync();
        Faults.Report(output, 1,
            $"ended with 1, {load.Oracle.Acknowledged} acknowledged, {load.Retries} retries ({string.Join(", ", load.Failures)}), {load.Reads} reads, head {journal.Head.Revision}");
    }

    /// <summary>What is found once all that is recorded can be.</summary>
    private static async Task<IReadOnlyList<Statement>> FoundAsync(DiplomacyClient client)
    {
        var head = (await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition;
        while (true)
        {
            try
            {
                return (await client.Statements.SearchStatementsAsync(
                    new SearchStatementsRequest { Query = Word, At = new ReadAt { MinRevision = head } },
                    cancellationToken: Faults.Token)).Statements;
            }
            catch (DiplomacyException refusal) when (refusal.Reason == ErrorReason.SearchBehind)
            {
                await Task.Delay(50, Faults.Token);
            }
        }
    }

    /// <summary>
    /// A write that does not fit in what is left is refused with its reason. What is in the write-ahead log may come into the journal
    /// meanwhile and leave room there, though never as much as the whole disk.
    /// </summary>
    private static async Task<int> RefusedAsync(DiplomacyClient client, Random random, int cycle, Oracle? oracle = null)
    {
        const int Characters = 10_000;
        for (var number = 0; number * Characters < DiskBytes; number++)
        {
            var request = World.Remark(random, $"too-much-{cycle}-{number}");
            request.Statement.Summaries[0].Text = new string('x', Characters);
            oracle?.Asked([$"statements/{request.StatementId}"]);
            try
            {
                await client.Statements.RecordStatementAsync(request, cancellationToken: Faults.Token);
            }
            catch (DiplomacyException refusal)
            {
                Assert.Equal(ErrorReason.StorageFull, refusal.Reason);
                return 1;
            }
        }
        Assert.Fail("More was recorded than the disk holds.");
        return 0;
    }
}
