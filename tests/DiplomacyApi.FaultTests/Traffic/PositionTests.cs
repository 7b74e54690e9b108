using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.Tests.Domain.Law;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>An answer at K is what the entries up to K say, and nothing else: held against a server that has only those.</summary>
public sealed class PositionTests(ITestOutputHelper output)
{
    private const int Negotiators = 4;
    private const int Readers = 2;
    private const int Kills = 3;
    private const int StatementsBetween = 40;

    [Fact]
    public async Task Each_answer_given_under_load_is_that_of_a_server_with_only_the_entries_up_to_its_position()
    {
        var (times, random) = (Faults.Times(2), Faults.Random());
        using var home = ServerHome.New();
        var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using var load = new Load(home.Address, random);
        await load.ReachAsync(200);
        await server.KillAsync();
        server.Dispose();
        server = await ServerProcess.StartAsync(home);
        await load.ReachAsync(200);
        var journal = await load.CheckAsync(client);
        var compared = 0;
        for (var number = 0; number < times; number++)
        {
            var sample = load.Samples[random.Next(load.Samples.Count)];
            var upTo = Math.Max(1, sample.Revision);
            using var other = ServerHome.New();
            using var fresh = await ServerProcess.StartAsync(other);
            using var there = other.Client();
            await MoveAsync(journal, upTo, there);
            foreach (var one in load.Samples.Where(one => one.Revision == sample.Revision))
                Assert.Equal(one.Answer, await Reader.AskAsync(there, one.Request));
            var answers = await Answers.ReadAsync(there, upTo);
            Assert.Equal(answers, await Answers.ReadAsync(client, upTo));
            compared += answers.Count;
        }
        server.Dispose();
        Faults.Report(output, times,
            $"{compared} answers compared with fresh servers, {load.Samples.Count} samples of {load.Reads} reads asked again, head {journal.Head.Revision}");
    }

    [Fact]
    public async Task Each_answer_given_under_load_and_kills_is_that_of_a_naive_fold_of_the_entries_up_to_its_position()
    {
        var (times, random) = (Faults.Times(2), Faults.Random());
        var (entries, asked) = (0L, new SortedDictionary<string, int>(StringComparer.Ordinal));
        for (var round = 0; round < times; round++)
        {
            using var home = ServerHome.New();
            var server = await ServerProcess.StartAsync(home);
            using var client = home.Client();
            await World.CreateAsync(client);
            var (talks, oracle, isOver) = (new Talks(), new Oracle(), false);
            List<Negotiator> negotiators = [.. Enumerable.Range(0, Negotiators)
                .Select(number => new Negotiator(home.Address, talks, oracle, $"n{number}", new Random(random.Next())))];
            List<Reader> readers = [.. Enumerable.Range(0, Readers)
                .Select(_ => new Reader(home.Address, oracle, new Random(random.Next()), isWhole: true))];
            var running = Task.WhenAll([
                .. negotiators.Select(one => Task.Run(() => one.RunAsync(() => Volatile.Read(ref isOver)), Faults.Token)),
                .. readers.Select(one => Task.Run(() => one.RunAsync(() => Volatile.Read(ref isOver)), Faults.Token))]);
            for (var kill = 0; kill <= Kills; kill++)
            {
                for (var wanted = oracle.Acknowledged + StatementsBetween; oracle.Acknowledged < wanted && !running.IsCompleted;)
                    await Task.Delay(5, Faults.Token);
                if (kill == Kills) break;
                await server.KillAsync();
                server.Dispose();
                server = await ServerProcess.StartAsync(home);
            }
            Volatile.Write(ref isOver, true);
            await running;

            var journal = await oracle.CheckAsync(client);
            oracle.AssertNothingWrong();
            var corrections = journal.Entries.Where(entry => entry.Kind == JournalEntryKind.Correction)
                .Select(entry => Correction.Parser.ParseFrom(entry.Payload)).ToList();
            Assert.Subset(corrections.Select(one => (one.Name, one.Revision)).ToHashSet(),
                talks.Corrected.Select(one => (one.Name, one.Revision)).ToHashSet());
            var naive = new NaiveAnswers(journal.Statements.Select(entry => Statement.Parser.ParseFrom(entry.Payload)), corrections);
            foreach (var sample in readers.SelectMany(reader => reader.Samples))
            {
                Assert.Equal(sample.Answer, await Reader.AskAsync(client, sample.Request));
                var (received, found) = naive.Of(sample);
                Assert.True(received.SequenceEqual(found),
                    $"{sample.Request}\ngiven {string.Join("\n      ", received.Except(found))}\nfound {string.Join("\n      ", found.Except(received))}");
                asked[sample.Request.Descriptor.Name] = asked.GetValueOrDefault(sample.Request.Descriptor.Name) + 1;
            }
            entries += journal.Head.Revision;
            foreach (var one in negotiators) one.Dispose();
            foreach (var one in readers) one.Dispose();
            server.Dispose();
        }
        Faults.Report(output, times,
            $"{entries} entries, {times * Kills} kills, compared: {string.Join(", ", asked.Select(one => $"{one.Value} {one.Key}"))}");
    }

    /// <summary>Moves the first entries of a journal into an empty store.</summary>
    private static async Task MoveAsync(Exported journal, long upTo, DiplomacyClient there)
    {
        using var call = there.Journal.ImportJournal(cancellationToken: Faults.Token);
        await call.RequestStream.WriteAsync(new ImportJournalRequest
        {
            Head = new LogPosition { LogId = journal.Head.LogId, Revision = upTo },
            HeadHash = journal.Entries[(int)upTo - 1].Hash,
            Entries = { journal.Entries.Take((int)upTo) },
        }, Faults.Token);
        Assert.True(await call.ResponseStream.MoveNext(Faults.Token));
        Assert.True(call.ResponseStream.Current.Complete);
        await call.RequestStream.CompleteAsync();
    }
}
