using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using DiplomacyApi.FaultTests.Traffic;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>
/// Files that nobody should import. Each row is recorded as it says or reported as an error of its own with its line; or the file is
/// refused with one error; and each error has an id that is documented.
/// </summary>
public sealed class ImportFuzzTests(ITestOutputHelper output)
{
    private const int TriesMax = 1_000_000;
    private const int Beside = 8;
    private const int ItemsMax = 40;

    // The three of them go on for as long as the requests do.
    private static readonly TimeSpan Time = FuzzTests.Time / 3;

    [Fact]
    public async Task Rows_of_damaged_files_are_recorded_or_reported_by_their_lines()
    {
        var random = Faults.Random();
        await using var at = await ImportBench.BeginAsync();
        var wholes = await at.WholeFilesAsync();
        var damage = new FileDamage(random, Corpus.Words);
        var ends = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var tries = 0;
        foreach (var file in Corpus.Files) await TryAsync(file, isPiped: false);
        foreach (var file in Corpus.Files.Where(file => file.Name.EndsWith(".jsonl", StringComparison.Ordinal)))
            await TryAsync(file, isPiped: true);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Time && tries < TriesMax;)
        {
            var whole = random.Next(3) == 0 ? Fresh() : wholes[random.Next(wholes.Count)];
            var file = whole with { Bytes = damage.Damaged(whole.Bytes) };
            await TryAsync(file, isPiped: random.Next(8) == 0 && file.Name.EndsWith(".jsonl", StringComparison.Ordinal));
        }
        Faults.Report(output, tries,
            $"{string.Join(", ", ends.OrderByDescending(one => one.Value).Select(one => $"{one.Value} {one.Key}"))}; the Shell had {at.Shell.MemoryBytes >> 20} MiB resident");

        async Task TryAsync(FileToImport file, bool isPiped)
        {
            var import = await at.ImportAsync(file, isPiped);
            foreach (var error in import.Errors) Count(error.Id["DiplomacyApi.".Length..]);
            if (import.Counts is not null)
                (ends["rows recorded"],
                    ends["rows skipped"]) = (ends.GetValueOrDefault("rows recorded") + (int)import.Recorded,
                        ends.GetValueOrDefault("rows skipped") + (int)import.Skipped);
            tries++;
            // Sent again, nothing more of it is wrong, and nothing that was taken is taken again.
            if (random.Next(4) > 0 || import.Counts is null || import.Recorded == 0) return;
            var again = await at.ImportAsync(file, isPiped);
            if (again.Counts is null || again.Skipped < import.Recorded + import.Skipped || again.Failed > import.Failed)
                Assert.Fail($"{ImportBench.Kept(file)}\n{import}\nand again\n{again}");
        }

        // What is not there yet, so that rows can be recorded too.
        FileToImport Fresh()
        {
            var isTable = random.Next(2) == 0;
            var rows = new RowsBeside(random, isTable, $"fresh-{tries}", Beside);
            return new FileToImport(isTable ? "fresh.csv" : "fresh.jsonl", "Import-Statement",
                Encoding.UTF8.GetBytes(rows.With(rows.Row($"fresh-{tries}", "Words.")).Text));
        }

        void Count(string end) => ends[end] = ends.GetValueOrDefault(end) + 1;
    }

    [Fact]
    public async Task A_damaged_row_changes_none_beside_it()
    {
        var random = Faults.Random();
        await using var at = await ImportBench.BeginAsync();
        var damage = new FileDamage(random, Corpus.Words);
        var (tries, refused, taken) = (0, 0, 0);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Time && tries < TriesMax; tries++)
        {
            var isTable = random.Next(2) == 0;
            var beside = new RowsBeside(random, isTable, $"beside-{tries}", Beside);
            var (text, line) = beside.With(damage.DamagedLine(beside.Row($"bad-{tries}", "Said badly.")));
            var file = new FileToImport($"beside-{tries}.{(isTable ? "csv" : "jsonl")}", "Import-Statement", Encoding.UTF8.GetBytes(text));
            var import = await at.ImportAsync(file, isPiped: false);
            if (import.Counts is null || import.Failed > 1 || import.Recorded < beside.Rows.Count)
                Assert.Fail($"{ImportBench.Kept(file)}\n{import}");
            foreach (var error in import.Errors) Assert.Matches($"^{Regex.Escape(file.Name)} line {line}[:,] ", error.Message);
            var there = await at.Client.Statements.BatchGetStatementsAsync(
                new BatchGetStatementsRequest { Names = { beside.Rows.Select(row => $"statements/{row.Id}") } },
                cancellationToken: Faults.Token);
            Assert.Equal(beside.Rows.Select(row => row.Summary.Normalize()),
                there.Statements.Select(statement => statement.Summaries[0].Text));
            if (import.Failed > 0) refused++;
            else if (import.Recorded > beside.Rows.Count) taken++;
        }
        Faults.Report(output, tries,
            $"{refused} refused, {taken} taken as they were, {tries - refused - taken} empty or there already; {Beside} rows beside each were recorded as said");
    }

    [Fact]
    public async Task Items_of_an_import_are_recorded_or_reported_by_their_places()
    {
        var random = Faults.Random();
        using var home = ServerHome.New();
        using var server = await ServerProcess.StartAsync(home);
        using var client = home.Client();
        await World.CreateAsync(client);
        await using (var load = new Load(home.Address, random, writers: 2, watchers: 0))
        {
            await load.ReachAsync(40);
            await load.EndAsync();
        }
        var held = new List<StatementItem>();
        await foreach (var item in client.ExportStatementsAsync(new ExportStatementsRequest { IncludeNamed = true }, Faults.Token))
            held.Add(item);
        var mutator = new Mutator(random, Corpus.Words, held);
        var (tries, items, reasons) = (0, 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Time && tries < TriesMax; tries++)
        {
            var sent = Enumerable.Range(0, random.Next(1, ItemsMax))
                .Select(number => Item(held[random.Next(held.Count)], mutator, random, $"item-{tries}-{number}")).ToList();
            var options = new ImportOptions
            {
                Mode = random.Next(3) == 0 ? ImportMode.Batch : ImportMode.Item,
                DryRun = random.Next(3) == 0,
            };
            var before = await HeadAsync(client);
            var received = new List<ImportAcknowledgement>();
            await foreach (var acknowledged in client.ImportStatementsAsync(Batches(sent), options, Faults.Token))
                received.Add(acknowledged);
            var one = Assert.Single(received);
            Assert.Equal(sent.Count, one.Recorded + one.Skipped + one.Failed);
            Assert.Equal(options.DryRun ? 0 : one.Recorded, await HeadAsync(client) - before);
            Assert.Equal(one.Problems.Select(problem => sent[problem.Index].Source), one.Problems.Select(problem => problem.Source));
            Assert.All(
                one.Problems, problem =>
                    Assert.True(problem.Reason is not (ErrorReason.Unspecified or ErrorReason.ServerFault) && problem.Message.Length > 0,
                        problem.ToString()));
            if (options.Mode == ImportMode.Item) Assert.Equal(one.Failed, one.Problems.Count);
            else Assert.True(one.Failed == (one.Problems.Count == 0 ? 0 : sent.Count), one.ToString());
            items += sent.Count;
            foreach (var reason in one.Problems.Select(problem => problem.Reason.ToString()).Append("recorded").Append("skipped"))
                reasons[reason] = reasons.GetValueOrDefault(reason)
                    + (reason == "recorded" ? one.Recorded : reason == "skipped" ? one.Skipped : 1);
        }
        Assert.False(server.HasExited, server.Printed);
        Faults.Report(output, tries,
            $"{items} items: {string.Join(", ", reasons.OrderByDescending(one => one.Value).Select(one => $"{one.Value} {one.Key}"))}");
    }

    /// <summary>An item that is right, or nearly: as it was recorded, changed, or under another id.</summary>
    private static StatementItem Item(StatementItem held, Mutator mutator, Random random, string id)
    {
        var item = random.Next(4) == 0 ? held.Clone() : mutator.Changed(held);
        if (random.Next(2) == 0)
        {
            if (item.Statement is not null) item.Statement.StatementId = id;
            if (item.Statement?.Statement?.Demand is { Demand.Length: > 0 } demand) demand.Demand = $"demands/{id}";
            if (item.Actor is not null) item.Actor.ActorId = id;
            if (item.Negotiation is not null) item.Negotiation.NegotiationId = id;
        }
        item.Source = id;
        return item;
    }

    private static async IAsyncEnumerable<IReadOnlyList<StatementItem>> Batches(IReadOnlyList<StatementItem> batch)
    {
        await Task.CompletedTask;
        yield return batch;
    }

    private static async Task<long> HeadAsync(DiplomacyClient client) =>
        (await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition.Revision;
}
