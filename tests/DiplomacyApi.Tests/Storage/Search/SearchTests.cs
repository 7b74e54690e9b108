using Diplomacy.V1;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Tests.Storage.Search;

/// <summary>
/// Words are found in whatever language, case and accents, as they were known at K, by whatever store; and whatever is typed is no fault.
/// </summary>
public abstract class SearchTests
{
    private protected static CancellationToken Ct => JournalFile.Ct;

    private protected abstract Task<IQueriedJournal> OpenAsync();

    [Fact]
    public async Task Words_phrases_and_beginnings_are_found_in_every_language()
    {
        await using var journal = await StartAsync();
        await SayAsync(journal, "en", "The lighthouse deployments near Élysée end.");
        await SayAsync(journal, "ru", "Россия ждёт письменного ответа по каждой статье.");
        await SayAsync(journal, "zh", "俄罗斯等待书面答复，逐条回答。");
        await SayAsync(journal, "ar", "روسيا تنتظر أجوبة مكتوبة");
        await SayAsync(journal, "tr", "İstanbul görüşmeleri");
        await SayAsync(journal, "de", "Straßburger Gespräche über Überflüge");
        await SayAsync(journal, "de-minister", "Außenminister trafen sich");
        await SayAsync(journal, "tr-ministry", "Dışişleri Bakanlığı");
        await SayAsync(journal, "ja", "ガス供給について");
        await SayAsync(journal, "ja-paris", "パリ会談");
        await SayAsync(journal, "ja-bali", "バリ会談");
        await SayAsync(journal, "ru-wars", "войны");
        await SayAsync(journal, "ru-warriors", "воины");
        await SayAsync(journal, "th-leader", "ผู้นำ");
        await SayAsync(journal, "th-ghost", "ผีนำ");
        await SayAsync(journal, "hi", "हिन्दी समाचार");
        await SayAsync(journal, "fa", "ایران می\u200Cخواهد");
        await SayAsync(journal, "quoted", "Something.", statement =>
            statement.Quotation = new LocalizedText { Text = "not one inch", LanguageCode = "en" });
        await SayAsync(journal, "titled", "Something.", statement =>
        {
            statement.Remark = null;
            statement.Demand = new DemandAct
            {
                Titles = { new LocalizedText { Text = "Zugvögel" } },
                Items = { new DemandItem { Id = "a", Titles = { new LocalizedText { Text = "Rückkehr" } } } },
            };
        });
        (string Query, string Found)[] table =
        [
            ("lighthouse", "en"), ("LIGHTHOUSE deployments", "en"), ("\"lighthouse deployments\"", "en"),
            ("\"deployments lighthouse\"", ""), ("elysee", "en"), ("Élysée", "en"),
            ("lighth", ""), ("lighth*", "en"), ("\"lighthouse deploy\"*", "en"), ("lighthouse nothing-of-it", ""), ("end.", "en"),
            ("the-lighthouse", "en"),
            ("ждет", "ru"), ("ЖДЁТ", "ru"), ("письмен*", "ru"), ("\"каждой статье\"", "ru"), ("ответ", ""),
            ("书面", "zh"), ("答复", "zh"), ("面书", ""), ("俄罗斯等待", "zh"), ("答*", "zh"),
            ("اجوبة", "ar"), ("مكتوبة", "ar"), ("أجو*", "ar"), ("istanbul", "tr"), ("gorusmeleri", "tr"), ("uberfluge", "de"), ("ガス", "ja"),
            ("AUSSENMINISTER", "de-minister"), ("DIŞİŞLERİ", "tr-ministry"), ("disisleri", "tr-ministry"),
            ("パリ", "ja-paris"), ("バリ", "ja-bali"), ("ハリ", ""), ("войны", "ru-wars"), ("ВОИНЫ", "ru-warriors"),
            ("ผู้นำ", "th-leader"), ("ผีนำ", "th-ghost"), ("हिन्दी", "hi"), ("हिन्द", ""), ("إيران", "fa"), ("ايران", "fa"),
            ("ميخواهد", "fa"),
            ("inch", "quoted"), ("zugvogel", "titled"), ("RÜCKKEHR", "titled"), ("\"zugvögel rückkehr\"", ""),
            ("something", "titled quoted"),
        ];
        foreach (var (query, found) in table) Assert.Equal((query, found), (query, await FindAsync(journal, query)));
    }

    [Fact]
    public async Task A_corrected_statement_is_found_by_its_new_words_and_as_known_before_by_its_old_ones()
    {
        await using var journal = await StartAsync();
        var recorded = await SayAsync(journal, "mended", "They spoke of the harbour.");
        var replacement = recorded.Statement.Clone();
        replacement.Summaries[0].Text = "They spoke of the lighthouse.";
        var statement = recorded.Statement.Name;
        await journal.Writer.CorrectStatementAsync(new CorrectStatementRequest
        {
            Correction = new Correction { Subject = statement, Label = CorrectionLabel.Error, Replacement = replacement },
        }, JournalFile.Recorder, Ct);
        await journal.Writer.AttachReportAsync(
            new AttachReportRequest { Statement = statement, Report = new Report { Title = "Breakwater" } }, JournalFile.Recorder, Ct);

        Assert.Equal("mended", await FindAsync(journal, "lighthouse"));
        Assert.Equal("mended", await FindAsync(journal, "breakwater lighthouse"));
        Assert.Equal("", await FindAsync(journal, "harbour"));
        Assert.Equal("mended", await FindAsync(journal, "harbour", recorded.LogPosition.Revision));
        Assert.Equal("", await FindAsync(journal, "lighthouse", recorded.LogPosition.Revision));
        Assert.Equal("", await FindAsync(journal, "harbour", recorded.LogPosition.Revision - 1));
    }

    [Theory]
    [InlineData(ErasureExtent.Words)]
    [InlineData(ErasureExtent.All)]
    public async Task Erased_words_are_not_found_at_any_revision(ErasureExtent extent)
    {
        await using var journal = await StartAsync();
        var recorded = await SayAsync(journal, "erased", "They spoke of the harbour.");
        await SayAsync(journal, "kept", "A harbour.");
        Assert.Equal("kept erased", await FindAsync(journal, "harbour"));

        await journal.EraseAsync(recorded.Statement.Name, extent);
        await SayAsync(journal, "later", "Another harbour.");

        Assert.Equal("later kept", await FindAsync(journal, "harbour"));
        Assert.Equal("", await FindAsync(journal, "harbour", recorded.LogPosition.Revision));
    }

    [Fact]
    public async Task Long_words_and_words_far_into_a_long_text_are_found_as_they_follow_each_other()
    {
        await using var journal = await StartAsync();
        var word = string.Concat(Enumerable.Repeat("ab\U0001D518", 50));
        await SayAsync(journal, "long", $"{word}end {new string('z', 100)}");
        await SayAsync(journal, "longer", $"{word}ending {new string('z', 101)}");
        // One word 400 times, and another after 18,000 words.
        var other = string.Concat(Enumerable.Repeat("y ", 4_900));
        string[] many = [string.Concat(Enumerable.Repeat("the x ", 400)) + other[..7_000], other, other, $"{other[..8_000]}the lighthouse"];
        await SayAsync(journal, "many", "", statement =>
        {
            statement.Summaries.Clear();
            statement.Summaries.AddRange(
                many.Select((text, place) => new LocalizedText { Text = text, LanguageCode = $"x{(char)('a' + place)}" }));
        });

        var shortened = word[..60];
        (string Query, string Found)[] table =
        [
            ($"{shortened}*", "longer long"), ($"{word[..180]}*", "longer long"), ($"{word[..190]}", ""), (new string('z', 100), "long"),
            (new string('z', 101), "longer"), (new string('z', 99), ""), ($"{new string('z', 100)}*", "longer long"),
            ("\"the lighthouse\"", "many"), ("\"y the lighth\"*", "many"), ("\"x lighthouse\"", ""), ("\"the y\"", ""), ("\"x y\"", "many"),
        ];
        foreach (var (query, found) in table) Assert.Equal((query, found), (query, await FindAsync(journal, query)));
    }

    [Fact]
    public async Task A_statement_of_more_words_than_fit_an_index_is_found_like_any_other()
    {
        await using var journal = await StartAsync();
        await SayAsync(journal, "small", "word7x99 and a lighthouse");
        await SayAsync(journal, "large", "", statement =>
        {
            statement.Summaries.Clear();
            statement.Summaries.AddRange(Enumerable.Range(0, 70).Select(text => new LocalizedText
            {
                Text = string.Join(' ', Enumerable.Range(0, 900).Select(word => $"word{text}x{word}")),
                LanguageCode = $"x{(char)('a' + (text / 26))}{(char)('a' + (text % 26))}",
            }));
        });

        (string Query, string Found)[] table =
        [
            ("word7x99", "large small"), ("\"word7x99 word7x100\"", "large"), ("\"word7x99 word7x101\"", ""), ("word69x899", "large"),
            ("word69x*", "large"), ("word", ""), ("word7x99 lighthouse", "small"), ("word1x1 lighthouse", ""),
        ];
        foreach (var (query, found) in table) Assert.Equal((query, found), (query, await FindAsync(journal, query)));
    }

    [Fact]
    public async Task What_is_found_is_filtered_and_paged()
    {
        await using var journal = await StartAsync();
        for (var count = 0; count < 5; count++)
            await SayAsync(journal, $"s{count}", "A lighthouse.",
                statement => statement.Form = count % 2 == 0 ? Form.Written : Form.Spoken);
        var filter = new StatementFilter { Form = Form.Written };
        await journal.Queries.Search.SearchedAsync(journal.Head.Revision, Ct);
        var point = journal.Queries.Points.Of(null);

        var (first, searched) = journal.Queries.Search.Find("light*", filter, point, 2, null, Ct);
        var (second, _) = journal.Queries.Search.Find("light*", filter, point, 2, first.NextKey, Ct);

        Assert.Equal(("s4 s2", "s0", (string?)null), (Names(first), Names(second), second.NextKey));
        Assert.Equal(journal.Head.Revision, searched);
    }

    [Theory]
    [InlineData("NEAR(\"lighthouse\" \"near\")", "near")]
    [InlineData("text: lighthouse")]
    [InlineData("lighthouse AND")]
    [InlineData("NOT lighthouse")]
    [InlineData("^lighthouse + (", "near")]
    [InlineData("\"lighthouse", "near")]
    [InlineData("{lighthouse}:*", "near")]
    [InlineData("a* \"b\" c\" *d* \"\"", "near")]
    [InlineData("'; DELETE FROM words; --")]
    [InlineData("\u30FB x")]
    [InlineData("हिन्दी \uE000 𝔘𝔫𝔦 ½ ² 々")]
    [InlineData("𞤀𞤣𞤤𞤢𞤥*")]
    public async Task Signs_of_the_indexs_own_language_are_taken_as_words(string query, string found = "")
    {
        await using var journal = await StartAsync();
        await SayAsync(journal, "near", "lighthouse near x abc b c d");

        Assert.Equal(found, await FindAsync(journal, query));
    }

    private async Task<IQueriedJournal> StartAsync()
    {
        var journal = await OpenAsync();
        await journal.ActorAsync("nato");
        await journal.ActorAsync("russia");
        return journal;
    }

    private protected static Task<RecordStatementResponse> SayAsync(
        IRecordingJournal journal, string id, string words, Action<Statement>? more = null)
    {
        var request = Say.Remark("nato", "russia", "2022-01-26", id);
        request.Statement.Summaries[0].Text = words;
        more?.Invoke(request.Statement);
        return journal.RecordAsync(request);
    }

    /// <summary>The ids of those found once all that is recorded can be.</summary>
    private protected static async Task<string> FindAsync(IQueriedJournal journal, string query, long? knownAt = null)
    {
        await journal.Queries.Search.SearchedAsync(journal.Head.Revision, Ct);
        var point = journal.Queries.Points.Of(knownAt is { } revision ? new ReadAt { KnownAtRevision = revision } : null);
        return Names(journal.Queries.Search.Find(query, null, point, 100, null, Ct).Page);
    }

    private static string Names(FrozenPage page) => string.Join(' ',
        page.Items.Select(item => Statement.Parser.ParseFrom(item.Span).Name["statements/".Length..]));
}
