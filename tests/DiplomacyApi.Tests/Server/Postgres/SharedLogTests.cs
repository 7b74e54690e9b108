using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Storage.Postgres;

namespace DiplomacyApi.Tests.Server.Postgres;

/// <summary>Two servers of one log: what a caller got from one it can name at the other at once.</summary>
public sealed class SharedLogTests(SharedCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_at_the_other_server_sees_what_was_just_written()
    {
        await using var servers = await Servers.StartAsync(cluster);
        for (var number = 0; number < 20; number++)
        {
            var written = await servers.One.Client.Statements.RecordStatementAsync(
                Requests.Remark($"Remark {number}."), cancellationToken: Ct);
            var read = await servers.Other.Client.Statements.GetStatementAsync(
                new GetStatementRequest { Name = written.Statement.Name, At = new ReadAt { MinRevision = written.LogPosition } },
                cancellationToken: Ct);
            Assert.Equal(written.Statement, read.Statement);
        }
    }

    [Fact]
    public async Task A_revision_known_a_page_and_a_watch_go_on_at_the_other_server()
    {
        await using var servers = await Servers.StartAsync(cluster);
        var written = await servers.One.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: Ct);
        var known = new ReadAt { KnownAtRevision = written.LogPosition.Revision };
        var read = await servers.Other.Client.Statements.GetStatementAsync(
            new GetStatementRequest { Name = written.Statement.Name, At = known }, cancellationToken: Ct);
        Assert.Equal(written.Statement.Name, read.Statement.Name);

        await servers.One.Client.Statements.RecordStatementAsync(Requests.Remark("Another."), cancellationToken: Ct);
        var first = await servers.One.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { PageSize = 1 }, cancellationToken: Ct);
        var next = await servers.Other.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { PageSize = 1, PageToken = first.NextPageToken }, cancellationToken: Ct);
        Assert.Equal(first.LogPosition, next.LogPosition);

        var last = await servers.One.Client.Statements.RecordStatementAsync(Requests.Remark("The last."), cancellationToken: Ct);
        using var watch = servers.Other.Client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { After = last.LogPosition } }, cancellationToken: Ct);
        Assert.True(await watch.ResponseStream.MoveNext(Ct));
    }

    [Fact]
    public async Task A_request_that_is_sent_again_to_the_other_server_gets_the_first_answer()
    {
        await using var servers = await Servers.StartAsync(cluster);
        var request = Requests.Remark();
        request.RequestId = "once";
        var first = await servers.One.Client.Statements.RecordStatementAsync(request, cancellationToken: Ct);
        var again = await servers.Other.Client.Statements.RecordStatementAsync(request, cancellationToken: Ct);
        Assert.True(again.Replayed);
        Assert.Equal((first.Statement, first.LogPosition), (again.Statement, again.LogPosition));
    }

    [Fact]
    public async Task A_revision_that_nobody_recorded_is_refused_at_once()
    {
        await using var servers = await Servers.StartAsync(cluster);
        var refused = await Assert.ThrowsAsync<DiplomacyException>(async () => await servers.One.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { At = new ReadAt { KnownAtRevision = 999 } }, cancellationToken: Ct));
        Assert.Equal(ErrorReason.RevisionInFuture, refused.Reason);
    }

    private sealed class Servers(TestServer one, TestServer other, TestDatabase database) : IAsyncDisposable
    {
        public TestServer One => one;

        public TestServer Other => other;

        public static async Task<Servers> StartAsync(SharedCluster cluster)
        {
            var database = await TestDatabase.CreateAsync(await cluster.StartedAsync(Ct));
            var one = await TestServer.StartOnAsync(database.Connection, seed: Repository.At("seeds"));
            return new(one, await TestServer.StartOnAsync(database.Connection), database);
        }

        public async ValueTask DisposeAsync()
        {
            await other.DisposeAsync();
            await one.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
