using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>Words are found in whatever language, case and accents, as they were known at K; and whatever is typed is no fault.</summary>
public sealed class SearchStatementsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");
    private TestServer? _server;

    private TestServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartSeededAsync(folder: _folder.FullName);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Words_phrases_and_beginnings_are_found_in_every_language()
    {
        await SayAsync("en", "The lighthouse deployments near Élysée end.");
        await SayAsync("ru", "Россия ждёт письменного ответа по каждой статье.");
        await SayAsync("zh", "俄罗斯等待书面答复，逐条回答。");
        await SayAsync("ar", "روسيا تنتظر أجوبة مكتوبة");
        await SayAsync("tr", "İstanbul görüşmeleri");
        await SayAsync("de", "Straßburger Gespräche über Überflüge");
        await SayAsync("de-minister", "Außenminister trafen sich");
        await SayAsync("tr-ministry", "Dışişleri Bakanlığı");
        await SayAsync("ja", "ガス供給について");
        await SayAsync("ja-paris", "パリ会談");
        await SayAsync("ja-bali", "バリ会談");
        await SayAsync("ru-wars", "войны");
        await SayAsync("ru-warriors", "воины");
        await SayAsync("th-leader", "ผู้นำ");
        await SayAsync("th-ghost", "ผีนำ");
        await SayAsync("hi", "हिन्दी समाचार");
        await SayAsync("fa", "ایران می\u200Cخواهد");
        await SayAsync("quoted", "Something.", statement =>
            statement.Quotation = new LocalizedText { Text = "not one inch", LanguageCode = "en" });
        await SayAsync("titled", "Something.", statement =>
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
        foreach (var (query, found) in table) Assert.Equal((query, found), (query, Names(await SearchAsync(query))));
    }

    [Fact]
    public async Task A_corrected_statement_is_found_by_its_new_words_and_as_known_before_by_its_old_ones()
    {
        var recorded = await SayAsync("mended", "They spoke of the harbour.");
        var replacement = recorded.Statement.Clone();
        replacement.Summaries[0].Text = "They spoke of the lighthouse.";
        await Server.Client.Statements.CorrectStatementAsync(new CorrectStatementRequest
        {
            Correction = new Correction { Subject = recorded.Statement.Name, Label = CorrectionLabel.Error, Replacement = replacement },
        }, cancellationToken: TestServer.Token);
        await Server.Client.Statements.AttachReportAsync(
            new AttachReportRequest { Statement = recorded.Statement.Name, Report = new Report { Title = "Breakwater" } },
            cancellationToken: TestServer.Token);

        Assert.Equal("mended", Names(await SearchAsync("lighthouse")));
        Assert.Equal("mended", Names(await SearchAsync("breakwater lighthouse")));
        Assert.Equal("", Names(await SearchAsync("harbour")));
        Assert.Equal("mended", Names(await SearchAsync("harbour", recorded.LogPosition.Revision)));
        Assert.Equal("", Names(await SearchAsync("lighthouse", recorded.LogPosition.Revision)));
        Assert.Equal("", Names(await SearchAsync("harbour", recorded.LogPosition.Revision - 1)));
    }

    [Fact]
    public async Task A_search_waits_for_the_callers_own_write_and_reports_how_far_it_saw()
    {
        for (var count = 0; count < 20; count++)
        {
            var recorded = await SayAsync($"s{count}", $"word{count}");
            var answer = await Server.Client.Statements.SearchStatementsAsync(
                new SearchStatementsRequest { Query = $"word{count}", At = new ReadAt { MinRevision = recorded.LogPosition } },
                cancellationToken: TestServer.Token);

            Assert.Single(answer.Statements);
            Assert.Equal(answer.LogPosition.Revision, answer.SearchedRevision);
        }
        Assert.Equal(await Server.HeadAsync(),
            (await Server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)).SearchedRevision);
    }

    [Fact]
    public async Task What_is_found_is_filtered_and_paged_at_one_point()
    {
        for (var count = 0; count < 5; count++)
            await SayAsync($"s{count}", "A lighthouse.", statement => statement.Form = count % 2 == 0 ? Form.Written : Form.Spoken);
        var request = new SearchStatementsRequest
        {
            Query = "lighthouse",
            PageSize = 2,
            Filter = new StatementFilter { Form = Form.Written },
            At = await AtHeadAsync(),
        };
        var first = await Server.Client.Statements.SearchStatementsAsync(request, cancellationToken: TestServer.Token);
        await SayAsync("later", "A lighthouse.");
        request.PageToken = first.NextPageToken;
        var second = await Server.Client.Statements.SearchStatementsAsync(request, cancellationToken: TestServer.Token);
        request.Query = "light*";
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await Server.Client.Statements.SearchStatementsAsync(request, cancellationToken: TestServer.Token));

        Assert.Equal("s4 s2 s0", Names(first.Statements.Concat(second.Statements)));
        Assert.Equal((first.LogPosition, ""), (second.LogPosition, second.NextPageToken));
        Assert.Equal(ErrorReason.PageTokenMismatch, refusal.Reason);
    }

    [Theory]
    [InlineData("NEAR(\"lighthouse\" \"near\")")]
    [InlineData("text: lighthouse")]
    [InlineData("lighthouse AND")]
    [InlineData("NOT lighthouse")]
    [InlineData("^lighthouse + (")]
    [InlineData("\"lighthouse")]
    [InlineData("{lighthouse}:*")]
    [InlineData("a* \"b\" c\" *d* \"\"")]
    [InlineData("'; DELETE FROM words; --")]
    [InlineData("\u30FB x")]
    [InlineData("हिन्दी \uE000 𝔘𝔫𝔦 ½ ² 々")]
    [InlineData("𞤀𞤣𞤤𞤢𞤥*")]
    public async Task Signs_of_the_indexs_own_language_are_taken_as_words(string query)
    {
        var answer = await Server.Client.Statements.SearchStatementsAsync(
            new SearchStatementsRequest { Query = query }, cancellationToken: TestServer.Token);

        Assert.Equal("", answer.NextPageToken);
    }

    [Theory]
    [InlineData("***")]
    [InlineData("\"\"")]
    [InlineData(" - ")]
    public async Task A_query_without_words_is_refused(string query)
    {
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () => await SearchAsync(query));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidValue), (refusal.Status, refusal.Reason));
        Assert.Equal("query", Assert.Single(refusal.Fields).Field);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("not a database")]
    [InlineData("cut")]
    [InlineData("damaged in its middle")]
    public async Task A_file_of_words_that_is_not_whole_is_made_anew(string damage)
    {
        for (var count = 0; count < 40; count++)
            await SayAsync(
                $"s{count}", $"A lighthouse, and {string.Join(' ', Enumerable.Range(0, 100).Select(word => $"word{count}x{word}"))}.");
        await SearchAsync("lighthouse");
        await Server.DisposeAsync();
        var path = Path.Combine(_folder.FullName, "journal.db.search");
        var bytes = await File.ReadAllBytesAsync(path, TestServer.Token);
        switch (damage)
        {
            case "deleted": File.Delete(path); break;
            case "not a database": await File.WriteAllTextAsync(path, "nothing of the kind", TestServer.Token); break;
            case "cut": await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2 + 100)], TestServer.Token); break;
            default:
                Array.Fill<byte>(bytes, 0xAA, bytes.Length / 3, bytes.Length / 3);
                await File.WriteAllBytesAsync(path, bytes, TestServer.Token);
                break;
        }
        _server = await TestServer.StartAsync("", TimeProvider.System, _folder.FullName);

        Assert.Equal(40, (await SearchAsync("lighthouse")).Count);
        Assert.Equal("s7", Names(await SearchAsync("word7x99")));
    }

    [Fact]
    public async Task A_file_of_words_that_cannot_be_opened_stops_searches_alone_until_it_can()
    {
        await SayAsync("first", "A lighthouse.");
        await Server.DisposeAsync();
        var path = Path.Combine(_folder.FullName, "journal.db.search");
        File.Delete(path);
        Directory.CreateDirectory(path);
        _server = await TestServer.StartAsync("", TimeProvider.System, _folder.FullName);
        var recorded = await SayAsync("second", "Another lighthouse.");

        foreach (var at in new[] { null, new ReadAt { MinRevision = recorded.LogPosition } })
        {
            var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
                await Server.Client.Statements.SearchStatementsAsync(
                    new SearchStatementsRequest { Query = "lighthouse", At = at }, cancellationToken: TestServer.Token));
            Assert.Equal((StatusCode.Unavailable, ErrorReason.SearchBehind), (refusal.Status, refusal.Reason));
            Assert.Contains("its index cannot be used", refusal.Message, StringComparison.Ordinal);
        }
        Assert.Equal(0,
            (await Server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)).SearchedRevision);
        Assert.NotEmpty(
            (await Server.Client.Statements.ListStatementsAsync(
                new ListStatementsRequest(), cancellationToken: TestServer.Token)).Statements);

        Directory.Delete(path);
        Assert.Equal("second first", Names(await SearchOnceItCanAsync("lighthouse")));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("damaged in its middle")]
    [InlineData("cut")]
    public async Task A_file_of_words_that_is_harmed_while_it_is_in_use_is_made_anew(string harm)
    {
        for (var count = 0; count < 40; count++)
            await SayAsync(
                $"s{count}", $"A lighthouse, and {string.Join(' ', Enumerable.Range(0, 100).Select(word => $"word{count}x{word}"))}.");
        await SearchAsync("lighthouse");
        await Server.DisposeAsync();
        _server = await TestServer.StartAsync("", TimeProvider.System, _folder.FullName);
        await ReachedAsync();
        var path = Path.Combine(_folder.FullName, "journal.db.search");
        if (harm == "deleted") File.Delete(path);
        else
        {
            await using var bytes = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (harm == "cut") bytes.SetLength(bytes.Length / 3);
            bytes.Position = bytes.Length / 3;
            bytes.Write(Enumerable.Repeat<byte>(0xAA, (int)bytes.Length / 3).ToArray());
        }

        Assert.Equal("s7", Names(await SearchOnceItCanAsync("word7x99")));
        Assert.Equal(40, (await SearchOnceItCanAsync("lighthouse")).Count);
    }

    [Fact]
    public async Task Damage_that_is_met_while_words_are_indexed_is_repaired_by_itself()
    {
        // So much that not all of it is in memory.
        for (var count = 0; count < 300; count++)
            await SayAsync($"s{count}", string.Join(' ', Enumerable.Range(0, 700).Select(word => $"word{count}x{word}")));
        await SearchAsync("word");
        await Server.DisposeAsync();
        _server = await TestServer.StartAsync("", TimeProvider.System, _folder.FullName);
        await ReachedAsync();
        await using (var bytes = new FileStream(
            Path.Combine(_folder.FullName, "journal.db.search"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            bytes.Position = 4096;
            bytes.Write(Enumerable.Repeat<byte>(0xAA, (int)bytes.Length - 4096).ToArray());
        }
        await SayAsync("last", "A lighthouse.");

        await ReachedAsync();
        Assert.Equal("last", Names(await SearchAsync("lighthouse")));
        Assert.Equal("s7", Names(await SearchAsync("word7x99")));
    }

    private async Task<RecordStatementResponse> SayAsync(string id, string words, Action<Statement>? more = null)
    {
        var request = Requests.Remark(words);
        request.StatementId = id;
        more?.Invoke(request.Statement);
        return await Server.Client.Statements.RecordStatementAsync(request, cancellationToken: TestServer.Token);
    }

    /// <summary>Waits until all words are indexed, without a search.</summary>
    private async Task ReachedAsync()
    {
        while (await Server.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token) is var journal
                && journal.SearchedRevision < journal.LogPosition.Revision)
            await Task.Delay(20, TestServer.Token);
    }

    /// <summary>What is found once all that is recorded can be.</summary>
    private async Task<IReadOnlyList<Statement>> SearchAsync(string query, long? knownAt = null)
    {
        await ReachedAsync();
        var at = knownAt is { } revision ? new ReadAt { KnownAtRevision = revision } : await AtHeadAsync();
        return (await Server.Client.Statements.SearchStatementsAsync(
            new SearchStatementsRequest { Query = query, At = at }, cancellationToken: TestServer.Token)).Statements;
    }

    /// <summary>The same, where searches are refused at first, as the contract says.</summary>
    private async Task<IReadOnlyList<Statement>> SearchOnceItCanAsync(string query)
    {
        while (true)
        {
            try
            {
                return await SearchAsync(query);
            }
            catch (DiplomacyException refusal) when (refusal.Reason == ErrorReason.SearchBehind)
            {
                await Task.Delay(50, TestServer.Token);
            }
        }
    }

    private async Task<ReadAt> AtHeadAsync() => new() { MinRevision = new LogPosition { Revision = await Server.HeadAsync() } };

    private static string Names(IEnumerable<Statement> statements) =>
        string.Join(' ', statements.Select(statement => statement.Name["statements/".Length..]));
}
