using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests;

/// <summary>An answer at K is what the entries up to K say, and nothing else: held against a server that has only those.</summary>
public sealed class PositionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Each_answer_given_under_load_is_that_of_a_server_with_only_the_entries_up_to_its_position()
    {
        var (times, random) = (Faults.Times(2), Faults.Random());
        using var place = Place.New();
        var server = await ServerProcess.StartAsync(place);
        using var client = place.Client();
        await World.CreateAsync(client);
        await using var load = new Load(place.Address, random);
        await load.ReachAsync(200);
        await server.KillAsync();
        server.Dispose();
        server = await ServerProcess.StartAsync(place);
        await load.ReachAsync(200);
        var journal = await load.CheckAsync(client);
        var compared = 0;
        for (var number = 0; number < times; number++)
        {
            var sample = load.Samples[random.Next(load.Samples.Count)];
            var upTo = Math.Max(1, sample.Revision);
            using var other = Place.New();
            using var fresh = await ServerProcess.StartAsync(other);
            using var there = other.Client();
            await MoveAsync(journal, upTo, there);
            foreach (var one in load.Samples.Where(one => one.Revision == sample.Revision)) Assert.Equal(one.Answer, await Reader.AskAsync(there, one.Request));
            var answers = await Answers.ReadAsync(there, upTo);
            Assert.Equal(answers, await Answers.ReadAsync(client, upTo));
            compared += answers.Count;
        }
        server.Dispose();
        Faults.Tell(output, times, $"{compared} answers compared with fresh servers, {load.Samples.Count} samples of {load.Reads} reads asked again, head {journal.Head.Revision}");
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
