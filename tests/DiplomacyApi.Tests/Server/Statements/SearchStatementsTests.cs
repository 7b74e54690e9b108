using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Storage.Postgres;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>Searches wait for what they are to see, are filtered and paged, and go on by themselves where the index was harmed.</summary>
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
    [InlineData("***")]
    [InlineData("\"\"")]
    [InlineData(" - ")]
    public async Task A_query_without_words_is_refused(string query)
    {
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () => await SearchAsync(query));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidValue), (refusal.Status, refusal.Reason));
        Assert.Equal("query", Assert.Single(refusal.Fields).Field);
    }

    [Trait(TestStores.Trait, TestStores.File)]
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

    [Trait(TestStores.Trait, TestStores.File)]
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

    [Trait(TestStores.Trait, TestStores.File)]
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

    [Trait(TestStores.Trait, TestStores.File)]
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
