using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Tests.Storage.Obligations;

/// <summary>A page of demands is made once, and answered again while nothing can have moved it.</summary>
public sealed class KeptPagesTests
{
    private const int Entries = 60;
    private const int AskedEach = 25;
    private const int FoundMin = 60;
    private const int ReadersBeside = 3;

    /// <summary>One that lets all pass, through which nothing is kept.</summary>
    private static readonly StatusLens Anew = new() { MinBasis = Attribution.Media };

    private static readonly DemandFilter Pending = new() { Pending = true };

    public static TheoryData<int> Seeds => [.. Domain.Law.LawRun.Seeds(8)];

    /// <summary>
    /// The same questions again after each few entries, about now, about the past and as known before, so that what was kept has to go on,
    /// or not.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_is_kept_is_what_would_be_made_anew(int seed)
    {
        await using var file = await JournalFile.OpenAsync();
        var (random, asking, found) = (new Random(seed), new Random(seed + 1_000), 0);
        var asked = new List<(DemandFilter Filter, ReadAt At, int Size)>();
        var history = new RandomHistory(file, random, seed % 2 == 0 ? new Random(seed) : null)
        {
            Between = () =>
            {
                asked.Add((RandomFilter(asking), RandomPoint(file, asking), asking.Next(1, 8)));
                for (var count = 0; count < AskedEach; count++)
                {
                    var (filter, at, size) = asked[asking.Next(asked.Count)];
                    var point = file.Queries.Points.Of(at);
                    Assert.Equal(Text(file, filter, point, Anew, size), Text(file, filter, point, null, size));
                    found += file.Queries.Obligations.Demands(filter, point, null, size, null, JournalFile.Ct).Items.Count;
                }
            },
        };

        await history.RecordAsync(Entries);

        Assert.True(found > FoundMin, $"only {found} were found");
    }

    /// <summary>Each reader at the point that it fixed before, which the writer has left behind by then.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Readers_beside_a_writer_see_what_was_known_at_their_point(int seed)
    {
        await using var file = await JournalFile.OpenAsync(readersMax: ReadersBeside);
        var (random, found) = (new Random(seed), 0);
        var filters = Enumerable.Range(0, 4).Select(_ => RandomFilter(random)).Concat([Pending, new DemandFilter()]).ToList();
        using var written = new CancellationTokenSource();
        var reading = Enumerable.Range(0, ReadersBeside).Select(reader => Task.Run(() =>
        {
            var asking = new Random(seed + reader);
            for (var count = 0; count < AskedEach || !written.IsCancellationRequested; count++)
            {
                var (filter, point) = (filters[asking.Next(filters.Count)], file.Queries.Points.Of(null));
                Interlocked.Add(ref found, file.Queries.Obligations.Demands(filter, point, null, 5, null, JournalFile.Ct).Items.Count);
                Assert.Equal(Text(file, filter, point, Anew, 5), Text(file, filter, point, null, 5));
            }
        }, JournalFile.Ct)).ToList();

        await new RandomHistory(file, random).RecordAsync(Entries);
        await written.CancelAsync();
        await Task.WhenAll(reading);

        Assert.NotEqual(0, found);
    }

    [Fact]
    public async Task A_page_asked_for_again_is_copied_after_entries_that_move_nothing_too()
    {
        await using var file = await FilledAsync();
        Cost(file, Pending, null);

        var (made, first) = Cost(file, new DemandFilter { Pending = true, Creditor = "actors/russia" }, null);
        var (copied, again) = Cost(file, new DemandFilter { Pending = true, Creditor = "actors/russia" }, null);
        Assert.Equal(50, made.Count);
        Assert.Equal(made, copied);
        Assert.True(again < first / 4, $"made in {first} bytes, and again in {again}");

        file.Time.Advance(TimeSpan.FromMinutes(1));
        await file.RecordAsync(Say.Remark("usa", "russia", "2022-01-19"));
        Assert.True(Cost(file, Pending, null).Bytes < first / 4);

        await file.RecordAsync(Say.Answer("usa", "russia", "2022-01-20", "demand-3", Disposition.Rejected));
        Assert.DoesNotContain(Cost(file, Pending, null).Demands, demand => demand.Name == "demands/demand-3");
    }

    [Theory]
    [InlineData("2022-01-25", 0)]
    [InlineData("", 30)]
    public async Task So_is_one_of_the_past_and_one_as_known_before(string asOf, long known)
    {
        await using var file = await FilledAsync();
        Cost(file, Pending, null);
        var at = new ReadAt { AsOf = asOf };
        if (known > 0) at.KnownAtRevision = known;

        var (made, first) = Cost(file, Pending, at);
        file.Time.Advance(TimeSpan.FromMinutes(1));
        var (copied, again) = Cost(file, Pending, at);

        Assert.NotEmpty(made);
        Assert.Equal(made, copied);
        Assert.True(again < first / 4, $"made in {first} bytes, and again in {again}");
    }

    [Fact]
    public async Task A_date_that_passes_is_seen()
    {
        await using var file = await FilledAsync();
        await file.RecordAsync(Say.Promise("usa", "russia", "2022-01-30", "demand-3", "2022-02-02"));
        var states = new List<DueState>();

        for (var hour = 0; hour < 72; hour += 3, file.Time.Advance(TimeSpan.FromHours(3)))
            states.Add(Cost(file, Pending, null).Demands.Single(demand => demand.Name == "demands/demand-3").Debtors[0].DueState);

        // The clock begins with the first of February.
        Assert.Equal(
            Enumerable.Repeat(DueState.Unspecified, 9).Concat(Enumerable.Repeat(DueState.Due, 8))
                .Concat(Enumerable.Repeat(DueState.Overdue, 7)),
            states);
    }

    [Fact]
    public async Task A_date_that_passes_is_seen_of_what_was_not_on_the_page()
    {
        await using var file = await FilledAsync();
        await file.RecordAsync(Say.Promise("usa", "russia", "2022-01-30", "demand-3", "2022-02-02"));
        var due = new DemandFilter { Pending = true, DueStates = { DueState.Due } };

        Assert.Empty(Cost(file, due, null).Demands);
        file.Time.Advance(TimeSpan.FromHours(25));

        Assert.Equal("demands/demand-3", Assert.Single(Cost(file, due, null).Demands).Name);
    }

    [Fact]
    public async Task A_page_of_one_day_is_not_that_of_a_later_one()
    {
        await using var file = await FilledAsync();

        Assert.Empty(Cost(file, Pending, new ReadAt { AsOf = "2022-01-17" }).Demands);
        Assert.Equal(50, Cost(file, Pending, new ReadAt { AsOf = "2022-01-19" }).Demands.Count);
        Assert.Empty(Cost(file, Pending, new ReadAt { KnownAtRevision = 2 }).Demands);
    }

    [Fact]
    public async Task What_was_erased_is_on_no_kept_page()
    {
        await using var file = await FilledAsync();
        var before = new ReadAt { KnownAtRevision = file.Journal.Head.Revision };
        Assert.Contains("demand-3", Titles(Cost(file, Pending, before).Demands), StringComparer.Ordinal);

        await file.EraseAsync("statements/demand-3", ErasureExtent.Words);

        Assert.DoesNotContain("demand-3", Titles(Cost(file, Pending, before).Demands), StringComparer.Ordinal);
    }

    private static async Task<JournalFile> FilledAsync()
    {
        var file = await JournalFile.OpenAsync();
        foreach (var actor in new[] { "russia", "usa" }) await file.ActorAsync(actor);
        for (var number = 0; number < 60; number++)
            await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", $"demand-{number}", "a"));
        return file;
    }

    private static IEnumerable<string> Titles(IEnumerable<Demand> demands) =>
        demands.SelectMany(demand => demand.Titles).Select(title => title.Text);

    private static string Text(JournalFile file, DemandFilter filter, ReadPoint point, StatusLens? lens, int size)
    {
        var pages = new List<Page<Demand>>();
        do pages.Add(file.Queries.Obligations.Demands(filter, point, lens, size, pages.LastOrDefault()?.NextKey, JournalFile.Ct));
        while (pages[^1].NextKey is not null);
        return $"{filter} at {point}: {string.Join('\n', pages.SelectMany(page => page.Items))}";
    }

    /// <summary>The demands, and the bytes that reading the page allocates, which grow with what is looked up.</summary>
    private static (List<Demand> Demands, long Bytes) Cost(JournalFile file, DemandFilter filter, ReadAt? at)
    {
        var point = file.Queries.Points.Of(at);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var frozen = file.Queries.Obligations.FrozenDemands(filter, point, null, 50, null, JournalFile.Ct).Frozen;
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return ([.. frozen.Select(demand => Demand.Parser.ParseFrom(demand.Span))], bytes);
    }

    private static DemandFilter RandomFilter(Random random)
    {
        var filter = new DemandFilter { Pending = random.Next(2) == 0, Contested = random.Next(4) == 0 };
        if (random.Next(4) == 0) filter.Debtor = $"actors/{(random.Next(2) == 0 ? "alpha" : "beta")}";
        if (random.Next(4) == 0) filter.Creditor = $"actors/{(random.Next(2) == 0 ? "alpha" : "gamma")}";
        if (random.Next(4) == 0) filter.Negotiation = "negotiations/talks";
        if (random.Next(6) == 0) filter.DueStates.Add((DueState)random.Next(1, 3));
        if (random.Next(8) == 0) filter.DueBy = $"2022-01-{random.Next(1, 32):00}";
        if (random.Next(8) == 0) filter.SilentSince = $"2022-01-{random.Next(1, 32):00}";
        return filter;
    }

    private static ReadAt RandomPoint(JournalFile file, Random random)
    {
        var at = new ReadAt();
        if (random.Next(3) == 0) at.KnownAtRevision = random.NextInt64(file.Journal.Head.Revision + 1);
        if (random.Next(3) == 0) at.AsOf = $"2022-0{random.Next(1, 4)}-{random.Next(1, 29):00}";
        return at;
    }
}
