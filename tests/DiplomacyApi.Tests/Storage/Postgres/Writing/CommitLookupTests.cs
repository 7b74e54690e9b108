using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Tests.Storage.Postgres.Writing;

/// <summary>A commit whose answer is lost is looked for, and acknowledged only where it is, and is as safe as any.</summary>
public sealed class CommitLookupTests
{
    private const string Waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    private static CancellationToken Ct => JournalFile.Ct;

    [Theory]
    [InlineData("pg_cancel_backend")]
    [InlineData("pg_terminate_backend")]
    public async Task A_commit_that_was_stopped_from_waiting_is_acknowledged_once_the_standby_has_it(string stop)
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct);
        await using var database = await WithActorsAsync(cluster);
        await using var journal = PostgresJournal.Open(database);
        await journal.RecordAsync(Remark("first"));
        Task<RecordStatementResponse> recording;
        await using (await cluster.StopReceivingAsync(Ct))
        {
            recording = journal.RecordAsync(Remark("second"));
            for (var (process, times) = (await WaiterAsync(cluster, recording), 0); times < 3; times++)
            {
                await cluster.Primary.ExecuteAsync($"SELECT {stop}({process})", Ct);
                process = await WaiterAsync(cluster, recording, except: process);
            }
            // It is there to be read, and nobody is told so.
            Assert.Equal([4L], database.Select("SELECT head_revision FROM log"));
            Assert.Equal(3, journal.Head.Revision);
        }

        Assert.Equal(4, (await recording).LogPosition.Revision);
        await cluster.FailOverAsync(Ct);
        await cluster.RejoinAsync(Ct);
        Assert.Equal(5, (await journal.RecordAsync(Remark("third"))).LogPosition.Revision);
        Assert.Equal(["first", "second", "third"], Statements(database));
    }

    [Fact]
    public async Task A_request_of_unknown_outcome_is_answered_as_recorded_only_once_the_standby_has_it()
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct);
        await using var database = await WithActorsAsync(cluster);
        await using var journal = PostgresJournal.Open(database, lookMax: TimeSpan.Zero);
        await using var other = PostgresJournal.Open(database, journal.Time);
        await using (await cluster.StopReceivingAsync(Ct))
        {
            var recording = journal.RecordAsync(Remark("first", "request-1"));
            await cluster.Primary.ExecuteAsync($"SELECT pg_cancel_backend({await WaiterAsync(cluster, recording)})", Ct);
            Assert.Equal(ErrorReason.OutcomeUnknown, (await Assert.ThrowsAsync<RefusedException>(() => recording)).Reason);
            Assert.False(journal.Loop.Fatal.IsCompleted);

            // Both servers find it.
            var repeats = new[] { journal, other }.Select(one => one.RecordAsync(Remark("first", "request-1"))).ToList();
            while (await cluster.Primary.SelectAsync($"SELECT count(*) {Waiting}", Ct) is not 2L)
                Assert.DoesNotContain(repeats, repeat => repeat.IsCompleted);
            await cluster.Primary.KillAsync(Ct);
            foreach (var repeat in repeats)
                Assert.Equal(ErrorReason.OutcomeUnknown, (await Assert.ThrowsAsync<RefusedException>(() => repeat)).Reason);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_during_which_the_primary_dies_is_told_as_it_is_on_the_standby_that_takes_over(bool hasIt)
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct);
        await using var database = await WithActorsAsync(cluster);
        await using var journal = PostgresJournal.Open(database);
        await using var other = PostgresJournal.Open(database, journal.Time);
        Task<RecordStatementResponse> recording;
        await using (hasIt ? await cluster.StopReceivingAsync(Ct) : await cluster.StopSendingAsync(Ct))
        {
            recording = journal.RecordAsync(Remark("first", "request-1"));
            await WaiterAsync(cluster, recording);
            await cluster.Primary.KillAsync(Ct);
        }
        Assert.False(recording.IsCompleted);
        await cluster.PromoteAsync(Ct);
        await cluster.RejoinAsync(Ct);

        if (hasIt) Assert.False((await recording).Replayed);
        else Assert.Equal(ErrorReason.StorageUnavailable, (await Assert.ThrowsAsync<RefusedException>(() => recording)).Reason);
        foreach (var server in new[] { journal, other })
            Assert.Equal(3, (await server.RecordAsync(Remark("first", "request-1"))).LogPosition.Revision);
        Assert.Equal(4, (await journal.RecordAsync(Remark("second"))).LogPosition.Revision);
        Assert.Equal(["first", "second"], Statements(database));
    }

    [Fact]
    public async Task A_commit_that_goes_on_after_its_connection_was_lost_is_waited_for()
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct);
        await using var database = await WithActorsAsync(cluster);
        await using var proxy = new SocketProxy(cluster.Primary);
        await using var through = TestDatabase.At(proxy.Through(database.Connection));
        await using var journal = PostgresJournal.Open(through);
        Task<RecordStatementResponse> recording;
        await using (await cluster.StopReceivingAsync(Ct))
        {
            recording = journal.RecordAsync(Remark("first", "request-1"));
            var process = await WaiterAsync(cluster, recording);
            proxy.Lose();
            // The lock is asked for on another connection, and is still held.
            var waits = $"SELECT wait_event_type FROM pg_stat_activity WHERE wait_event_type IN ('Lock', 'IPC') AND pid <> {process}";
            object? other;
            while ((other = await cluster.Primary.SelectAsync(waits, Ct)) is null)
            {
                Assert.False(recording.IsCompleted, "It was answered before it was committed.");
                await Task.Delay(10, Ct);
            }
            Assert.Equal("Lock", other);
            Assert.Equal(process, await WaiterAsync(cluster, recording));
        }

        Assert.Equal((3L, false), ((await recording).LogPosition.Revision, (await recording).Replayed));
        Assert.Equal(["first"], Statements(database));
    }

    [Fact]
    public async Task A_commit_that_does_not_happen_is_told_so_and_the_next_is_recorded()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct);
        await using var database = await TestDatabase.WithLogAsync(cluster);
        await using var journal = PostgresJournal.Open(database);
        await journal.ActorAsync("russia");
        await journal.ActorAsync("usa");
        // All rows are there by then, and the connection breaks before the commit is done.
        database.Execute(
            """
            CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER breaks_off AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break_off()
            """);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => journal.RecordAsync(Remark("first", "request-1")));
        database.Execute("DROP TRIGGER breaks_off ON journal");
        var recorded = await journal.RecordAsync(Remark("first", "request-1"));

        Assert.Equal(ErrorReason.StorageUnavailable, refused.Reason);
        Assert.Equal((3L, false), (recorded.LogPosition.Revision, recorded.Replayed));
        Assert.Equal(["first"], Statements(database));
    }

    /// <summary>The process that waits for the standby as it commits; fails where the writer does not wait.</summary>
    private static async Task<int> WaiterAsync(ReplicatedCluster cluster, Task recording, int except = 0)
    {
        while (true)
        {
            if (await cluster.Primary.SelectAsync($"SELECT pid {Waiting} AND pid <> {except}", Ct) is int process) return process;
            Assert.False(recording.IsCompleted, "It was answered while the standby did not have it.");
            await Task.Delay(10, Ct);
        }
    }

    private static IEnumerable<string> Statements(TestDatabase database) =>
        database.Select("SELECT id FROM journal WHERE kind = 4 ORDER BY revision").Select(id => ((string)id)["statements/".Length..]);

    private static RecordStatementRequest Remark(string id, string requestId = "") =>
        Say.Remark("russia", "usa", "2022-01-18", id, requestId);

    private static async Task<TestDatabase> WithActorsAsync(ReplicatedCluster cluster)
    {
        var database = await TestDatabase.WithLogAsync(cluster);
        await using var journal = PostgresJournal.Open(database);
        await journal.ActorAsync("russia");
        await journal.ActorAsync("usa");
        return database;
    }
}
