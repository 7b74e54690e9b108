using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Domain;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Server.Access;
using DiplomacyApi.Tests.Storage.Postgres;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Client.Streaming;

/// <summary>A watch yields every entry once, whatever happens to its connection.</summary>
public sealed class ResumableWatchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    private static WatchStatementsRequest FromNow => new() { Start = new WatchStart { FromNow = new WatchStart.Types.FromNow() } };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_watch_goes_on_after_a_restart_of_the_server()
    {
        var first = await TestServer.StartSeededAsync(folder: _folder.FullName);
        var address = first.Address;
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = address, Positions = PositionKeeper.InMemory() });
        await using var watch = client.WatchStatementsAsync(FromNow, TestServer.Token).GetAsyncEnumerator(TestServer.Token);
        Assert.True(await watch.MoveNextAsync());
        Assert.True(watch.Current.CaughtUp);

        var one = await client.Statements.RecordStatementAsync(Requests.Remark("before"), cancellationToken: TestServer.Token);
        var received = await UntilAsync(watch, 1);
        await first.DisposeAsync();
        await using var second = await TestServer.StartAsync("", TimeProvider.System, _folder.FullName, port: address.Port);
        var two = await second.Client.Statements.RecordStatementAsync(
            Requests.Remark("while it was away"), cancellationToken: TestServer.Token);
        var three = await client.Statements.RecordStatementAsync(Requests.Remark("after"), cancellationToken: TestServer.Token);
        received.AddRange(await UntilAsync(watch, 2));

        Assert.Equal([one.Statement.Name, two.Statement.Name, three.Statement.Name], received.Select(entry => entry.Statement.Name));
        Assert.Equal(three.LogPosition, watch.Current.Through);
    }

    [Fact]
    public async Task A_watch_that_is_cut_again_and_again_loses_nothing_and_repeats_nothing()
    {
        const int Remarks = 60;
        await using var server = await TestServer.StartSeededAsync();
        await using var proxy = new TcpProxy(server.Address);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = proxy.Address });
        await using var watch = client.WatchStatementsAsync(FromNow, TestServer.Token).GetAsyncEnumerator(TestServer.Token);
        Assert.True(await watch.MoveNextAsync());

        var recorded = new List<string>();
        var recording = Task.Run(async () =>
        {
            for (var number = 0; number < Remarks; number++)
            {
                recorded.Add(
                    (await server.Client.Statements.RecordStatementAsync(
                        Requests.Remark($"{number}"), cancellationToken: TestServer.Token)).Statement.Name);
                if (number % 10 == 5) proxy.Cut();
            }
        }, TestServer.Token);
        var received = await UntilAsync(watch, Remarks);
        await recording;

        Assert.Equal(recorded, received.Select(entry => entry.Statement.Name));
        Assert.True(proxy.Connections > 1, "The watch was never cut.");
    }

    [Fact]
    public async Task A_watch_that_hears_nothing_is_opened_again()
    {
        // The server's clock stands still, so that it never reports its position again.
        await using var server = await TestServer.StartSeededAsync(
            new FakeTimeProvider(DateTimeOffset.Parse("2026-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture)));
        var time = new FakeTimeProvider();
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = server.Address, Time = time });
        var request = FromNow;
        request.ProgressInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));
        await using var watch = client.WatchStatementsAsync(request, TestServer.Token).GetAsyncEnumerator(TestServer.Token);
        Assert.True(await watch.MoveNextAsync());

        var next = watch.MoveNextAsync().AsTask();
        var (patient, waited) = (next.IsCompleted, 0);
        while (!next.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            waited++;
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(20), TestServer.Token));
        }

        Assert.False(patient);
        Assert.True(await next);
        Assert.InRange(waited, 6, int.MaxValue);
        Assert.Empty(watch.Current.Events);
        Assert.True(watch.Current.CaughtUp);
    }

    [Fact]
    public async Task Changes_of_demands_are_reported_once_after_a_whole_snapshot()
    {
        await using var server = await TestServer.StartSeededAsync();
        await using var proxy = new TcpProxy(server.Address);
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = proxy.Address });
        var request = new WatchDemandsRequest
        {
            Start = FromNow.Start,
            SendSnapshot = true,
            Filter = new DemandFilter { Demands = { Requests.Proposals } },
        };
        await using var watch = client.WatchDemandsAsync(request, TestServer.Token).GetAsyncEnumerator(TestServer.Token);

        var (snapshot, isWhole) = (new List<Demand>(), false);
        while (!isWhole && await watch.MoveNextAsync())
        {
            snapshot.AddRange(watch.Current.Snapshot);
            isWhole = watch.Current.SnapshotComplete;
        }
        var answered = await server.Client.Statements.RecordStatementAsync(
            Requests.Response(Requests.Proposals, "nato-enlargement"), cancellationToken: TestServer.Token);
        var changes = await ChangesAsync(watch, answered.Changes.Count);
        proxy.Cut();
        var again = await server.Client.Statements.RecordStatementAsync(
            Requests.Response(Requests.Proposals, "eastern-deployments"), cancellationToken: TestServer.Token);
        changes.AddRange(await ChangesAsync(watch, again.Changes.Count));

        Assert.Equal(Requests.Proposals, Assert.Single(snapshot).Name);
        Assert.Equal(answered.Changes.Concat(again.Changes).Select(Describe), changes.Select(Describe));

        static (string, string, string, long) Describe(StatusChange change) =>
            (change.Debtor, change.Item, change.After.Text(), change.LogPosition.Revision);
    }

    [Trait(TestStores.Trait, TestStores.File)]
    [Fact]
    public async Task A_watch_goes_on_under_the_next_token_and_ends_where_there_is_none()
    {
        await using var server = new GuardedServer();
        var (first, next) = (await server.TokenAsync("first", "reader"), await server.TokenAsync("next", "reader"));
        var token = first;
        var recorder = await server.TokenAsync("recorder", "recorder");
        await server.StartAsync();
        using var client = new DiplomacyClient(new DiplomacyClientOptions
        {
            Address = server.Address,
            TokenSource = _ => ValueTask.FromResult(token),
        });
        var statements = new StatementService.StatementServiceClient(server.Connect(recorder));
        await using var watch = client.WatchStatementsAsync(FromNow, TestServer.Token).GetAsyncEnumerator(TestServer.Token);
        Assert.True(await watch.MoveNextAsync());

        var before = await statements.RecordStatementAsync(Requests.Remark("before"), cancellationToken: TestServer.Token);
        token = next;
        Assert.Equal(0, (await server.RunAsync("token", "revoke", "first")).Code);
        var after = await statements.RecordStatementAsync(Requests.Remark("after"), cancellationToken: TestServer.Token);
        var received = await UntilAsync(watch, 2);
        await GuardedServer.RefusedSoon(server.Connect(first));
        var last = await statements.RecordStatementAsync(Requests.Remark("last"), cancellationToken: TestServer.Token);
        received.AddRange(await UntilAsync(watch, 1));
        Assert.Equal(0, (await server.RunAsync("token", "revoke", "next")).Code);
        var end = await Assert.ThrowsAsync<DiplomacyException>(async () => await UntilAsync(watch, 1));

        Assert.Equal([before.Statement.Name, after.Statement.Name, last.Statement.Name], received.Select(entry => entry.Statement.Name));
        Assert.Equal(ErrorReason.Unauthenticated, end.Reason);
    }

    [Fact]
    public async Task What_cannot_be_repaired_ends_a_watch()
    {
        await using var server = await TestServer.StartSeededAsync();
        var past = new WatchStatementsRequest { Start = new WatchStart { After = new LogPosition { LogId = "another", Revision = 1 } } };

        var otherLog = await Assert.ThrowsAsync<DiplomacyException>(() => FirstAsync(server.Client, past));
        var noStart = await Assert.ThrowsAsync<DiplomacyException>(() => FirstAsync(server.Client, new WatchStatementsRequest()));

        Assert.Equal((ErrorReason.LogMismatch, false), (otherLog.Reason, otherLog.IsTransient));
        Assert.Equal(Grpc.Core.StatusCode.InvalidArgument, noStart.Status);
    }

    [Fact]
    public async Task A_cancelled_watch_ends_as_cancelled()
    {
        await using var server = await TestServer.StartSeededAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Token);
        await using var watch = server.Client.WatchStatementsAsync(FromNow, ended.Token).GetAsyncEnumerator(TestServer.Token);
        Assert.True(await watch.MoveNextAsync());

        var next = watch.MoveNextAsync().AsTask();
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_reported_at_the_beginning()
    {
        using var client = new DiplomacyClient(new DiplomacyClientOptions { Address = new Uri("http://127.0.0.1:9") });

        var failure = await Assert.ThrowsAsync<DiplomacyException>(() => FirstAsync(client, FromNow));

        Assert.True(failure.IsTransient);
    }

    private static async Task FirstAsync(DiplomacyClient client, WatchStatementsRequest request)
    {
        await foreach (var _ in client.WatchStatementsAsync(request, TestServer.Token)) return;
    }

    private static async Task<List<StatementEvent>> UntilAsync(IAsyncEnumerator<WatchStatementsResponse> watch, int count)
    {
        var received = new List<StatementEvent>();
        while (received.Count < count && await watch.MoveNextAsync()) received.AddRange(watch.Current.Events);
        return received;
    }

    private static async Task<List<StatusChange>> ChangesAsync(IAsyncEnumerator<WatchDemandsResponse> watch, int count)
    {
        var received = new List<StatusChange>();
        while (received.Count < count && await watch.MoveNextAsync()) received.AddRange(watch.Current.Changes);
        return received;
    }
}
