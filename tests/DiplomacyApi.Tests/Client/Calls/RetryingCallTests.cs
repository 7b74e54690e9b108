using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Domain;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Server.Access;
using Grpc.Core;

namespace DiplomacyApi.Tests.Client.Calls;

/// <summary>A server that is too busy says when to try again, and the client does.</summary>
public sealed class RetryingCallTests
{
    private static WatchStatementsRequest FromNow => new() { Start = new WatchStart { FromNow = new WatchStart.Types.FromNow() } };

    [Fact]
    public async Task Calls_beyond_what_a_caller_may_make_in_a_second_wait_their_turn()
    {
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("busy", "reader");
        await server.StartAsync(options => options with { Access = options.Access with { CallsPerSecond = 20 } });
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = server.Address, Token = token });

        var answers = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token).ResponseAsync));

        Assert.All(answers, answer => Assert.NotEmpty(answer.LogPosition.LogId));
    }

    [Fact]
    public async Task What_does_not_come_about_before_the_deadline_is_reported_with_when_to_try_again()
    {
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("busy", "reader");
        await server.StartAsync(options => options with { Access = options.Access with { CallsAtOnce = 1 } });
        using var place = await TakenAsync(server, token);
        using var client = new DiplomacyClient(new DiplomacyClientOptions
        {
            Address = server.Address,
            Token = token,
            Timeout = TimeSpan.FromMilliseconds(900),
        });

        var unary = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token));
        var blocking = Assert.Throws<DiplomacyException>(() =>
            client.Journal.GetJournal(new GetJournalRequest(), cancellationToken: TestServer.Token));
        var watch = await Assert.ThrowsAsync<DiplomacyException>(async () => await client.WatchStatementsAsync(FromNow, TestServer.Token)
            .FirstAsync(TestServer.Token));

        Assert.All([unary, blocking, watch], refusal => Assert.Equal(
            (StatusCode.ResourceExhausted, ErrorReason.RateLimited, Limits.PlaceDelay, true),
            (refusal.Status, refusal.Reason, refusal.RetryAfter, refusal.IsTransient)));
    }

    [Fact]
    public async Task A_wait_for_a_place_ends_when_its_caller_cancels()
    {
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("busy", "reader");
        await server.StartAsync(options => options with { Access = options.Access with { CallsAtOnce = 1 } });
        using var place = await TakenAsync(server, token);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = server.Address, Token = token });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Token);

        var call = client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: ended.Token).ResponseAsync;
        var watch = client.WatchStatementsAsync(FromNow, ended.Token).FirstAsync(ended.Token).AsTask();
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    [Fact]
    public async Task Many_watches_that_are_cut_at_once_all_go_on()
    {
        const int Watches = 16;
        await using var server = new GuardedServer();
        var (token, recorder) = (await server.TokenAsync("busy", "reader"), await server.TokenAsync("recorder", "recorder"));
        await server.StartAsync(options => options with { Access = options.Access with { CallsPerSecond = 5 } });
        await using var proxy = new TcpProxy(server.Address);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = proxy.Address, Token = token });
        var watches = await OpenAsync(client, Watches);

        proxy.Cut();
        await new StatementService.StatementServiceClient(server.Connect(recorder))
            .RecordStatementAsync(Requests.Remark("after the cut"), cancellationToken: TestServer.Token);

        Assert.All(await FirstEventsAsync(watches), count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Watches_behind_a_link_that_froze_find_their_places_again()
    {
        await using var server = new GuardedServer();
        var (token, recorder) = (await server.TokenAsync("busy", "reader"), await server.TokenAsync("recorder", "recorder"));
        await server.StartAsync(options => options with { Access = options.Access with { CallsAtOnce = 20 } });
        await using var proxy = new TcpProxy(server.Address);
        using var client = new DiplomacyClient(new DiplomacyClientOptions
        {
            Address = proxy.Address,
            Token = token,
            KeepAlive = TimeSpan.FromSeconds(1),
        });
        var watches = await OpenAsync(client, 15);

        // The client notices first, and comes again before the server gave up the connection that it had: some find no place.
        proxy.Freeze();
        await new StatementService.StatementServiceClient(server.Connect(recorder))
            .RecordStatementAsync(Requests.Remark("after the freeze"), cancellationToken: TestServer.Token);

        Assert.All(await FirstEventsAsync(watches), count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task An_import_and_an_export_wait_for_a_place()
    {
        await using var server = new GuardedServer();
        var token = await server.TokenAsync("busy", "recorder");
        await server.StartAsync(options => options with { Access = options.Access with { CallsAtOnce = 1 } });
        var place = await TakenAsync(server, token);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = server.Address, Token = token });
        var item = new StatementItem { Statement = Requests.Remark("imported") };
        item.Statement.StatementId = "imported";

        var import = client.ImportStatementsAsync(new[] { item }.ToAsyncEnumerable(), new ImportOptions(), TestServer.Token)
            .ToListAsync(TestServer.Token).AsTask();
        var export = client.ExportStatementsAsync(new ExportStatementsRequest(), TestServer.Token).ToListAsync(TestServer.Token).AsTask();
        await GuardedServer.RefusalOf(server.Connect(token));
        place.Dispose();

        Assert.Equal(1, (await import).Single().Recorded);
        Assert.NotEmpty(await export);
    }

    [Fact]
    public async Task A_server_gives_up_a_silent_connection_before_a_client_does()
    {
        await using var server = await TestServer.StartEmptyAsync();
        var http2 = server.Kestrel.Limits.Http2;

        Assert.InRange(http2.KeepAlivePingDelay + http2.KeepAlivePingTimeout, TimeSpan.FromSeconds(1),
            DiplomacyClientOptions.KeepAliveDefault);
    }

    private static async Task<List<IAsyncEnumerator<WatchStatementsResponse>>> OpenAsync(DiplomacyClient client, int count)
    {
        var watches = Enumerable.Range(0, count)
            .Select(_ => client.WatchStatementsAsync(FromNow, TestServer.Token).GetAsyncEnumerator(TestServer.Token)).ToList();
        await Task.WhenAll(watches.Select(watch => watch.MoveNextAsync().AsTask()));
        return watches;
    }

    /// <summary>How many events come with the first message that has any, for each watch; the watches end.</summary>
    private static Task<int[]> FirstEventsAsync(List<IAsyncEnumerator<WatchStatementsResponse>> watches) =>
        Task.WhenAll(watches.Select(async watch =>
    {
        await using var ended = watch;
        while (await watch.MoveNextAsync())
            if (watch.Current.Events.Count > 0) return watch.Current.Events.Count;
        return 0;
    }));

    /// <summary>The one place that a caller has, taken until it is disposed.</summary>
    private static async Task<IDisposable> TakenAsync(GuardedServer server, string token)
    {
        var watch = new StatementService.StatementServiceClient(server.Connect(token))
            .WatchStatements(FromNow, cancellationToken: TestServer.Token);
        Assert.True(await watch.ResponseStream.MoveNext(TestServer.Token));
        return watch;
    }
}
