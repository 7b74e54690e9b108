using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests.Disk;

/// <summary>The files are damaged while no server is on them.</summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    private const int PageBytes = 4096;
    private const int DamagedBytes = 300;

    [Fact]
    public async Task A_damaged_page_ends_each_command_with_one_sentence()
    {
        var (times, random) = (Faults.Times(4), Faults.Random());
        using var whole = ServerHome.New();
        await Contents.FillAsync(whole);
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < times; number++)
        {
            using var damaged = whole.Copy();
            DamagePage(damaged.Data, random);
            foreach (var (command, more) in new (string, string[])[]
            {
                ("verify", []),
                ("backup", ["--to", "copy.db"]),
                ("restore", ["--from", "journal.db"]),
                ("rebuild", []),
                ("serve", []),
            })
            {
                using var home = damaged.Copy();
                using var restored = ServerHome.New();
                using var run = ServerProcess.Begin(command == "restore" ? restored : home, command,
                    more: [.. more.Select(word => word.EndsWith(".db", StringComparison.Ordinal)
                        ? Path.Combine(home.Folder, word)
                        : word)]);
                if (command == "serve" && await run.ServesAsync()) await run.StopAsync();
                await run.EndsAsync();
                Assert.True(run.ExitCode is 0 or 1, run.Printed);
                Assert.DoesNotContain("Unhandled exception", run.Printed, StringComparison.Ordinal);
                if (command != "serve") Assert.Single(SentencesOf(run.Printed), sentence => !IsOfRepair(sentence, command, run.ExitCode));
                found[$"{command} {run.ExitCode}"] = found.GetValueOrDefault($"{command} {run.ExitCode}") + 1;
            }
        }
        Faults.Report(output, times, string.Join(", ", found.Select(one => $"{one.Key}: {one.Value}")));
    }

    private static string[] SentencesOf(string printed) => printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the sentence is the note of a successful restore that it rebuilt the derived data.</summary>
    private static bool IsOfRepair(string sentence, string command, int exitCode) => (command, exitCode) == ("restore", 0)
        && sentence.StartsWith("The derived data of the copy did not match", StringComparison.Ordinal);

    [Fact]
    public async Task A_journal_on_a_read_only_mount_is_verified_and_copied_and_not_called_damaged()
    {
        await using var disk = await SmallDisk.MountAsync("64m");
        var home = ServerHome.In(disk.Folder);
        await Contents.FillAsync(home);
        using var kept = ServerHome.New();
        await disk.MakeReadOnlyAsync();

        await ServerProcess.RunAsync(home, "verify");
        await ServerProcess.RunAsync(home, "backup", "--to", kept.Data);
        foreach (var (command, more) in new (string, string[])[]
        {
            ("verify", ["--projections"]),
            ("serve", []),
            ("rebuild", []),
            ("backup", ["--to", Path.Combine(disk.Folder, "copy.db")]),
        })
        {
            using var run = ServerProcess.Begin(home, command, more: more);
            await run.EndsAsync();
            Assert.True(run.ExitCode == 1, run.Printed);
            Assert.Contains(disk.Folder, run.Printed, StringComparison.Ordinal);
            Assert.Contains("ead-only", run.Printed, StringComparison.Ordinal);
            Assert.DoesNotContain("damaged", run.Printed, StringComparison.Ordinal);
        }
        Faults.Report(output, 1, "verified and copied");
    }

    private static void DamagePage(string path, Random random)
    {
        var bytes = File.ReadAllBytes(path);
        var page = random.Next(bytes.Length / PageBytes) * PageBytes;
        for (var number = 0; number < DamagedBytes; number++) bytes[page + random.Next(PageBytes)] = (byte)random.Next(256);
        File.WriteAllBytes(path, bytes);
    }

    [Fact]
    public async Task A_damaged_file_gives_no_wrong_answer_that_nothing_finds()
    {
        var (times, random) = (Faults.Times(12), Faults.Random());
        using var whole = ServerHome.New();
        var (head, answers) = await FillAsync(whole, random);
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < times; number++)
        {
            using var home = whole.Copy();
            var damage = Damage(home, random);
            var outcome = await OutcomeAsync(home, head, answers);
            found[outcome] = found.GetValueOrDefault(outcome) + 1;
            Assert.False(outcome.StartsWith("WRONG", StringComparison.Ordinal), $"{damage}: {outcome}");
        }
        Faults.Report(output, times, string.Join(", ", found.Select(one => $"{one.Value} {one.Key}")));
    }

    /// <summary>A journal whose last entries are in the write-ahead log still, as a crash leaves it.</summary>
    private static async Task<(long Head, SortedDictionary<string, string> Answers)> FillAsync(ServerHome home, Random random)
    {
        var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using (var load = new Load(home.Address, random, watchers: 0))
        {
            await load.ReachAsync(150);
            await load.EndAsync();
        }
        await server.StopAsync();
        server.Dispose();
        server = await ServerProcess.StartAsync(home);
        await using (var load = new Load(home.Address, random, watchers: 0, name: "late"))
        {
            await load.ReachAsync(50);
            await load.EndAsync();
        }
        var head = (await Exported.ReadAsync(client)).Head.Revision;
        var answers = await Answers.ReadAsync(client, head);
        await server.KillAsync();
        server.Dispose();
        return (head, answers);
    }

    /// <summary>Flips a bit, or cuts the end off, of the database or its write-ahead log.</summary>
    private static string Damage(ServerHome home, Random random)
    {
        var path = random.Next(3) == 0 ? $"{home.Data}-wal" : home.Data;
        var bytes = File.ReadAllBytes(path);
        var at = random.Next(bytes.Length);
        if (random.Next(4) == 0)
        {
            File.WriteAllBytes(path, bytes[..at]);
            return $"{Path.GetFileName(path)} cut at {at} of {bytes.Length}";
        }
        var bit = random.Next(8);
        bytes[at] ^= (byte)(1 << bit);
        File.WriteAllBytes(path, bytes);
        return $"{Path.GetFileName(path)} bit {bit} of byte {at} of {bytes.Length} flipped";
    }

    private static async Task<string> OutcomeAsync(ServerHome home, long head, SortedDictionary<string, string> answers)
    {
        using (var server = ServerProcess.Begin(home))
        {
            if (!await server.ServesAsync())
            {
                // It must say which file, and not fall over.
                return server.ExitCode == 1 && server.Printed.Contains(home.Data, StringComparison.Ordinal)
                    ? "refused to start"
                    : $"WRONG end with {server.ExitCode}: {server.Printed}";
            }
            using var client = home.Client();
            Exported journal;
            try
            {
                journal = await Exported.ReadAsync(client);
            }
            catch (Client.DiplomacyException refusal)
            {
                return $"export refused with {refusal.Reason}";
            }
            if (journal.Problem is not null) return "named by the chain";
            if (journal.Head.Revision < head) return "went back, which a kept position names";
            var now = await Answers.ReadAsync(client, head);
            if (now.SequenceEqual(answers)) return "no difference";
            if (now.Keys.Any(question => question.EndsWith("refused", StringComparison.Ordinal))) return "answers refused with an error";
            await server.StopAsync();
        }
        // The journal is whole: what is derived from it can be derived again.
        await ServerProcess.RunAsync(home, "rebuild");
        using var rebuilt = await ServerProcess.StartAsync(home);
        using var again = home.Client();
        return (await Answers.ReadAsync(again, head)).SequenceEqual(answers)
            ? "projection differed, mended by rebuild"
            : "WRONG answer, and the chain holds";
    }
}
