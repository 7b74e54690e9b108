using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Tests.Storage.Postgres;

namespace DiplomacyApi.Tests.Server.Postgres;

/// <summary>A server that reads from a standby.</summary>
public sealed class StandbyTests
{
    private const string Database = "postgres";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_reads_what_was_written_waits_for_what_it_lacks_and_takes_no_writes()
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct, isSynchronous: false);
        await using var writer = await TestServer.StartOnAsync(cluster.Primary.ConnectionTo(Database), seed: Repository.At("seeds"));
        await SentAsync(cluster);
        await using var reader = await TestServer.StartOnAsync(cluster.Standby!.ConnectionTo(Database), isReadOnly: true);

        var written = await writer.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: Ct);
        var asked = new GetStatementRequest { Name = written.Statement.Name, At = new ReadAt { MinRevision = written.LogPosition } };
        Assert.Equal(written.Statement, (await reader.Client.Statements.GetStatementAsync(asked, cancellationToken: Ct)).Statement);
        var found = await reader.Client.Statements.SearchStatementsAsync(
            new SearchStatementsRequest { Query = "remark", At = asked.At }, cancellationToken: Ct);
        Assert.NotEmpty(found.Statements);

        var refused = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await reader.Client.Statements.RecordStatementAsync(Requests.Remark("Another."), cancellationToken: Ct));
        Assert.Equal(ErrorReason.ReadOnly, refused.Reason);

        using var watch = reader.Client.Statements.WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { After = written.LogPosition } }, cancellationToken: Ct);
        var next = await writer.Client.Statements.RecordStatementAsync(Requests.Remark("The next."), cancellationToken: Ct);
        while (await watch.ResponseStream.MoveNext(Ct))
            if (watch.ResponseStream.Current.Events.Any(one => one.Statement.Name == next.Statement.Name))
                break;
    }

    [Fact]
    public async Task What_does_not_come_to_the_standby_is_waited_for_within_a_bound()
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct, isSynchronous: false);
        await using var writer = await TestServer.StartOnAsync(cluster.Primary.ConnectionTo(Database), seed: Repository.At("seeds"));
        await SentAsync(cluster);
        await using var reader = await TestServer.StartOnAsync(cluster.Standby!.ConnectionTo(Database), isReadOnly: true);
        await using var stopped = await cluster.StopSendingAsync(Ct);
        var written = await writer.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: Ct);
        var behind = await Assert.ThrowsAsync<DiplomacyException>(async () => await reader.Client.Statements.ListStatementsAsync(
            new ListStatementsRequest { At = new ReadAt { MinRevision = written.LogPosition } }, cancellationToken: Ct));
        Assert.Equal(ErrorReason.ServerBehind, behind.Reason);
    }

    [Fact]
    public async Task Read_only_takes_one_host_that_has_a_journal()
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct, isSynchronous: false);
        var empty = await Assert.ThrowsAsync<JournalException>(() =>
            TestServer.StartOnAsync(cluster.Standby!.ConnectionTo(Database), isReadOnly: true));
        Assert.Contains("There is no journal", empty.Message, StringComparison.Ordinal);
        var several = await Assert.ThrowsAsync<JournalException>(() =>
            TestServer.StartOnAsync(cluster.ConnectionTo(Database), isReadOnly: true));
        Assert.Contains("one host", several.Message, StringComparison.Ordinal);
    }

    /// <summary>Ends once the standby has all that the primary has.</summary>
    private static async Task SentAsync(ReplicatedCluster cluster)
    {
        while (await cluster.Primary.SelectAsync(
            "SELECT bool_and(replay_lsn >= pg_current_wal_lsn()) FROM pg_stat_replication WHERE replay_lsn IS NOT NULL", Ct) is not true)
            await Task.Delay(20, Ct);
    }
}
