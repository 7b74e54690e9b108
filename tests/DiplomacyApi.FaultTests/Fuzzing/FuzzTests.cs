using System.Diagnostics;
using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>Requests that nobody should send. `FUZZ_SECONDS=60` goes on for so long, within the bound of tries.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int TriesMax = 1_000_000;
    private const long MemoryBytesMax = 1L << 30;

    internal static readonly TimeSpan Time = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : 6 * Faults.Scale);

    /// <summary>
    /// The statuses that the contract has. INTERNAL and UNKNOWN are the server's own faults, and no request may bring them about.
    /// </summary>
    private static readonly StatusCode[] Documented =
    [
        StatusCode.OK, StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.FailedPrecondition, StatusCode.AlreadyExists,
        StatusCode.Aborted,
        StatusCode.OutOfRange, StatusCode.ResourceExhausted, StatusCode.Unavailable,
    ];

    [Fact]
    public async Task Bytes_of_every_request_end_in_a_documented_status()
    {
        var random = Faults.Random();
        using var home = ServerHome.New();
        using var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await FillAsync(home, random, 40);
        var page = await client.Statements.ListStatementsAsync(new ListStatementsRequest { PageSize = 1 }, cancellationToken: Faults.Token);
        var mutator = new Mutator(random, [.. Corpus.Words, page.NextPageToken], (await Exported.ReadAsync(client)).Held);
        using var channel = GrpcChannel.ForAddress(home.Address);
        var statuses = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var clock = Stopwatch.StartNew();
        var tries = 0;
        // What moves the log somewhere else has a test of its own.
        var methods = RawCalls.All.Where(method => method.Name is not ("ImportJournal" or "ExportJournal")).ToList();
        for (; clock.Elapsed < Time && tries < TriesMax; tries++)
        {
            var method = methods[tries % methods.Count];
            var requests = Enumerable.Range(0, method.IsClientStreaming ? random.Next(1, 4) : 1)
                .Select(_ => mutator.Request(method.InputType)).ToList();
            var status = await RawCalls.CallAsync(channel, method, requests);
            statuses[status.StatusCode.ToString()] = statuses.GetValueOrDefault(status.StatusCode.ToString()) + 1;
            Assert.True(Documented.Contains(status.StatusCode),
                $"{method.FullName} ended with {status} for {string.Join(" ", requests.Select(Convert.ToHexString))}\n{server.Printed}");
        }
        Assert.InRange(server.MemoryBytes, 0, MemoryBytesMax);
        await AssertWholeAsync(home, server, client);
        Faults.Report(output, tries, string.Join(", ", statuses.Select(one => $"{one.Value} {one.Key}")));
    }

    [Fact]
    public async Task A_damaged_page_token_is_refused()
    {
        var (times, random) = (Faults.Times(200), Faults.Random());
        using var home = ServerHome.New();
        using var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await FillAsync(home, random, 20);
        var token = (await client.Statements.ListStatementsAsync(
            new ListStatementsRequest { PageSize = 1 }, cancellationToken: Faults.Token)).NextPageToken;
        var mutator = new Mutator(random, [token]);
        for (var number = 0; number < times; number++)
        {
            var damaged = System.Text.Encoding.UTF8.GetString(mutator.Damaged(System.Text.Encoding.UTF8.GetBytes(token)));
            if (damaged == token || damaged.Length == 0) continue;
            var refusal = await Assert.ThrowsAsync<Client.DiplomacyException>(
                () =>
                    client.Statements.ListStatementsAsync(new ListStatementsRequest { PageSize = 1, PageToken = damaged },
                        cancellationToken: Faults.Token).ResponseAsync);
            Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        }
        Faults.Report(output, times, "each refused with INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Damaged_entries_of_a_journal_are_refused_and_the_whole_ones_taken_after_them()
    {
        var (times, random) = (Faults.Times(60), Faults.Random());
        using var home = ServerHome.New();
        using var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await FillAsync(home, random, 20);
        var journal = await Exported.ReadAsync(client);
        var whole = new ImportJournalRequest
        {
            Head = journal.Head,
            HeadHash = ByteString.CopyFrom(Convert.FromHexString(journal.HeadHash)),
            Entries = { journal.Entries },
        };

        var import = RawCalls.All.Single(method => method.Name == "ImportJournal");
        var mutator = new Mutator(random, Corpus.Words);
        var (bytes, statuses, stores) = (whole.ToByteArray(), new SortedDictionary<string, int>(StringComparer.Ordinal), 0);
        for (var number = 0; number < times; stores++)
        {
            using var other = ServerHome.New();
            using var taking = await ServerProcess.StartAsync(other);
            using var there = other.Client();
            using var channel = GrpcChannel.ForAddress(other.Address);
            // What is there already is not judged again: the next is tried on a store that is empty.
            for (var isEmpty = true; isEmpty && number < times; number++)
            {
                var damaged = random.Next(2) == 0 ? mutator.Damaged(bytes) : Altered(whole, mutator, random).ToByteArray();
                var status = await RawCalls.CallAsync(channel, import, [damaged]);
                statuses[status.StatusCode.ToString()] = statuses.GetValueOrDefault(status.StatusCode.ToString()) + 1;
                Assert.True(Documented.Contains(status.StatusCode), $"ImportJournal ended with {status}\n{taking.Printed}");
                isEmpty = (await there.Journal.GetJournalAsync(
                    new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition.Revision == 0;
            }
            using (var call = there.Journal.ImportJournal(cancellationToken: Faults.Token))
            {
                await call.RequestStream.WriteAsync(whole, Faults.Token);
                Assert.True(await call.ResponseStream.MoveNext(Faults.Token));
                Assert.True(call.ResponseStream.Current.Complete);
            }
            Assert.Equal(journal.Entries.Select(entry => entry.Hash),
                (await Exported.ReadAsync(there)).Entries.Select(entry => entry.Hash));
        }
        Faults.Report(output, times, $"{string.Join(", ", statuses.Select(one => $"{one.Value} {one.Key}"))}, on {stores} empty stores");
    }

    /// <summary>Puts some statements into the log.</summary>
    private static async Task FillAsync(ServerHome home, Random random, int statements)
    {
        await using var load = new Load(home.Address, random, writers: 2, watchers: 0);
        await load.ReachAsync(statements);
        await load.EndAsync();
    }

    /// <summary>One entry is another than the chain says.</summary>
    private static ImportJournalRequest Altered(ImportJournalRequest whole, Mutator mutator, Random random)
    {
        var altered = whole.Clone();
        var entry = altered.Entries[random.Next(altered.Entries.Count)];
        switch (random.Next(5))
        {
            case 0: entry.Payload = ByteString.CopyFrom(mutator.Damaged(entry.Payload.ToByteArray())); break;
            case 1: entry.Id = mutator.Word(); break;
            case 2: entry.Revision += random.Next(2) == 0 ? 1 : -1; break;
            case 3: entry.ClearSalt(); break;
            default: altered.Entries.Remove(entry); break;
        }
        return altered;
    }

    /// <summary>The server lives, its chain holds, and a rebuild answers the same.</summary>
    private static async Task AssertWholeAsync(ServerHome home, ServerProcess server, Client.DiplomacyClient client)
    {
        Assert.False(server.HasExited, server.Printed);
        var journal = await Exported.ReadAsync(client);
        Assert.Null(journal.Problem);
        var answers = await Answers.ReadAsync(client, journal.Head.Revision);
        await server.StopAsync();
        await ServerProcess.RunAsync(home, "rebuild");
        using var again = await ServerProcess.StartAsync(home);
        Assert.Equal(answers, await Answers.ReadAsync(client, journal.Head.Revision));
    }
}
