using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests;

/// <summary>The files are damaged while no server is on them.</summary>
public sealed class DamageTests(ITestOutputHelper output)
{

    [Fact]
    public async Task A_damaged_file_gives_no_wrong_answer_that_nothing_finds()
    {
        var (times, random) = (Faults.Times(12), Faults.Random());
        using var whole = Place.New();
        var (head, answers) = await FillAsync(whole, random);
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < times; number++)
        {
            using var place = whole.Copy();
            var damage = Damage(place, random);
            var outcome = await OutcomeAsync(place, head, answers);
            found[outcome] = found.GetValueOrDefault(outcome) + 1;
            Assert.False(outcome.StartsWith("WRONG", StringComparison.Ordinal), $"{damage}: {outcome}");
        }
        Faults.Tell(output, times, string.Join(", ", found.Select(one => $"{one.Value} {one.Key}")));
    }

    /// <summary>A journal whose last entries are in the write-ahead log still, as a crash leaves it.</summary>
    private static async Task<(long Head, SortedDictionary<string, string> Answers)> FillAsync(Place place, Random random)
    {
        var server = await ServerProcess.StartAsync(place);
        using var client = place.Client();
        await World.CreateAsync(client);
        await using (var load = new Load(place.Address, random, watchers: 0))
        {
            await load.ReachAsync(150);
            await load.EndAsync();
        }
        await server.StopAsync();
        server.Dispose();
        server = await ServerProcess.StartAsync(place);
        await using (var load = new Load(place.Address, random, watchers: 0, name: "late"))
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
    private static string Damage(Place place, Random random)
    {
        var path = random.Next(3) == 0 ? $"{place.Data}-wal" : place.Data;
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

    private static async Task<string> OutcomeAsync(Place place, long head, SortedDictionary<string, string> answers)
    {
        using (var server = ServerProcess.Begin(place))
        {
            if (!await server.ServesAsync())
            {
                // It must say which file, and not fall over.
                return server.ExitCode == 1 && server.Printed.Contains(place.Data, StringComparison.Ordinal) ? "refused to start" : $"WRONG end with {server.ExitCode}: {server.Printed}";
            }
            using var client = place.Client();
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
        await ServerProcess.RunAsync(place, "rebuild");
        using var rebuilt = await ServerProcess.StartAsync(place);
        using var again = place.Client();
        return (await Answers.ReadAsync(again, head)).SequenceEqual(answers) ? "projection differed, mended by rebuild" : "WRONG answer, and the chain holds";
    }
}
