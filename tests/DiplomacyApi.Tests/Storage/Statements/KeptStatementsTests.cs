using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Tests.Storage.Statements;

/// <summary>Statements and pages of them are sent again from memory while, and where, they stand so.</summary>
public sealed class KeptStatementsTests
{
    private const int Entries = 60;
    private const int AskedEach = 25;
    private const int FoundMin = 100;
    private const int ReadersBeside = 3;
    private const string Canary = "canary";

    /// <summary>The key of the first page: what is asked for with a key is made each time.</summary>
    private const string Beginning = "9223372036854775807";

    private static readonly StatementFilter?[] Filters =
        [null, new() { Speaker = "actors/alpha" }, new() { StandingOnly = true }, new() { Negotiation = "negotiations/talks" }];

    public static TheoryData<int> Seeds => [.. Domain.Law.LawRun.Seeds(8)];

    private static CancellationToken Ct => JournalFile.Ct;

    /// <summary>The same questions again after each few entries, of now and as known before.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_is_kept_is_what_would_be_read(int seed)
    {
        await using var file = await JournalFile.OpenAsync();
        var (asking, found) = (new Random(seed + 1_000), 0);
        var history = new RandomHistory(file, new Random(seed), seed % 2 == 0 ? new Random(seed) : null)
        {
            Between = () =>
            {
                for (var count = 0; count < AskedEach; count++) found += CompareOne(file, asking) + ComparePage(file, asking);
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
        var found = 0;
        using var written = new CancellationTokenSource();
        var reading = Enumerable.Range(0, ReadersBeside).Select(reader => Task.Run(() =>
        {
            var asking = new Random(seed + reader);
            for (var count = 0; count < AskedEach || !written.IsCancellationRequested; count++)
                Interlocked.Add(ref found, CompareOne(file, asking) + ComparePage(file, asking));
        }, Ct)).ToList();

        await new RandomHistory(file, new Random(seed)).RecordAsync(Entries);
        await written.CancelAsync();
        await Task.WhenAll(reading);

        Assert.NotEqual(0, found);
    }

    [Fact]
    public async Task A_statement_asked_for_again_is_sent_from_memory_after_entries_that_change_none_before_them_too()
    {
        await using var file = await FilledAsync();
        var (read, kept) = (One(file, "a"), One(file, "a"));
        Assert.NotSame(read, kept);
        Assert.Equal(read!.Bytes, kept!.Bytes);
        Assert.Same(kept, One(file, "a"));

        await file.RecordAsync(Say.Remark("usa", "russia", "2022-01-19", "c"));
        // The first time that the log went on, how far is not known yet.
        One(file, "a");
        kept = One(file, "a");
        for (var number = 0; number < 3; number++)
        {
            await file.RecordAsync(Say.Remark("usa", "russia", "2022-01-19", $"later-{number}"));
            Assert.Same(kept, One(file, "a"));
        }
        Assert.Same(kept, One(file, "a", revision: 3));
        Assert.Null(One(file, "a", revision: 2));

        await AttachAsync(file, "b");
        Assert.NotSame(kept, One(file, "a"));
        await AttachAsync(file, "a");
        Assert.Single(Statement.Parser.ParseFrom(One(file, "a")![0].Span).Reports);
        Assert.Empty(Statement.Parser.ParseFrom(One(file, "a", revision: 3)![0].Span).Reports);
        Assert.Single(Statement.Parser.ParseFrom(One(file, "a")![0].Span).Reports);
    }

    [Fact]
    public async Task A_page_asked_for_twice_is_kept_until_something_is_recorded()
    {
        await using var file = await FilledAsync();
        var (first, second) = (Page(file), Page(file));
        var kept = Page(file);
        Assert.NotSame(first, second);
        Assert.NotSame(second, kept);
        Assert.Same(kept, Page(file));
        Assert.Equal(first.Bytes, kept.Bytes);
        var before = file.Head.Revision;

        await file.RecordAsync(Say.Remark("usa", "russia", "2022-01-19", "c"));

        Assert.Equal(3, Page(file).Count);
        Assert.Same(kept, Page(file, before));
    }

    [Fact]
    public async Task What_is_given_back_while_it_is_kept_is_sent_again_whole()
    {
        await using var file = await FilledAsync();
        var expected = Statement.Parser.ParseFrom(One(file, "a")![0].Span);

        for (var count = 0; count < 3; count++)
        {
            using var again = One(file, "a")!;
            Assert.Equal(expected, Statement.Parser.ParseFrom(again[0].Span));
        }
        Assert.Throws<InvalidOperationException>(() => One(file, "a")!.Add("more"u8));
    }

    [Theory]
    [InlineData(ErasureExtent.Words)]
    [InlineData(ErasureExtent.All)]
    public async Task What_was_erased_is_in_nothing_that_is_kept(ErasureExtent extent)
    {
        await using var file = await FilledAsync();
        var before = file.Head.Revision;
        for (var count = 0; count < 3; count++)
        {
            Assert.True(HasCanary(One(file, "a", before)));
            Assert.True(HasCanary(Page(file, before)));
        }

        await file.EraseAsync("statements/a", extent);

        foreach (var revision in new[] { before, file.Head.Revision })
        {
            Assert.False(HasCanary(One(file, "a", revision)));
            Assert.False(HasCanary(Page(file, revision)));
        }
    }

    private static int CompareOne(JournalFile file, Random asking)
    {
        var (name, point) = ($"statements/s{asking.Next(1, Entries)}", RandomPoint(file, asking));
        var read = file.Queries.Statements.StatementsBytes([name], point, Ct)[0];
        Assert.Equal(read?.ToArray(), file.Queries.Statements.StatementBytes(name, point, Ct)?.ToArray());
        return read is null ? 0 : 1;
    }

    private static int ComparePage(JournalFile file, Random asking)
    {
        var (filter, point, size) = (Filters[asking.Next(Filters.Length)], RandomPoint(file, asking), asking.Next(1, 4) * 5);
        for (var count = 0; count < 3; count++)
        {
            var made = file.Queries.Statements.StatementsBytes(filter, point, size, Beginning, Ct);
            var page = file.Queries.Statements.StatementsBytes(filter, point, size, null, Ct);
            Assert.Equal(made.Frozen.Bytes, page.Frozen.Bytes);
            Assert.Equal(made.NextKey, page.NextKey);
        }
        return 1;
    }

    /// <summary>Often now, so that what is kept has to go on.</summary>
    private static ReadPoint RandomPoint(JournalFile file, Random random) => file.Queries.Points.Of(
        random.Next(3) == 0 ? new ReadAt { KnownAtRevision = random.NextInt64(file.Head.Revision + 1) } : null);

    private static FrozenItems? One(JournalFile file, string id, long? revision = null) =>
        file.Queries.Statements.FrozenStatement($"statements/{id}", At(file, revision), Ct);

    private static FrozenItems Page(JournalFile file, long? revision = null) =>
        file.Queries.Statements.StatementsBytes((StatementFilter?)null, At(file, revision), 10, null, Ct).Frozen;

    private static ReadPoint At(JournalFile file, long? revision) =>
        file.Queries.Points.Of(new ReadAt { KnownAtRevision = revision ?? file.Head.Revision });

    private static bool HasCanary(FrozenItems? items) => items!.Bytes.IndexOf("canary"u8) >= 0;

    private static Task AttachAsync(JournalFile file, string id) => file.Writer.AttachReportAsync(
        new AttachReportRequest
        {
            Statement = $"statements/{id}",
            Report = new Report { Outlet = "An outlet", Url = "https://example.org/1" },
        },
        JournalFile.Recorder, Ct);

    /// <summary>Two statements, at revisions 3 and 4.</summary>
    private static async Task<JournalFile> FilledAsync()
    {
        var file = await JournalFile.OpenAsync();
        foreach (var actor in new[] { "russia", "usa" }) await file.ActorAsync(actor);
        foreach (var id in new[] { "a", "b" })
        {
            var remark = Say.Remark("russia", "usa", "2022-01-18", id);
            remark.Statement.Summaries.Add(new LocalizedText { Text = id == "a" ? Canary : id, LanguageCode = "en" });
            await file.RecordAsync(remark);
        }
        return file;
    }
}
