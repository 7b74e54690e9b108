using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Writing;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres.Writing;

/// <summary>A server, or what works for it in the database, stands still within a write.</summary>
public sealed class StandstillTests
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_server_that_stands_still_loses_its_lock_and_writes_nothing_over_what_another_wrote()
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct);
        await using var database = await WithActorsAsync(cluster);
        await using var first = PostgresJournal.Open(database);
        await using var second = PostgresJournal.Open(database, first.Time);
        var (standing, goOn) = (new TaskCompletionSource(), new ManualResetEventSlim());
        object? bound = null;
        var writing = Task.Run(() => first.Store.Run((transaction, head) =>
        {
            bound = Select(transaction, "SHOW idle_in_transaction_session_timeout");
            transaction.Execute("SELECT set_config('idle_in_transaction_session_timeout', '300', false)");
            standing.SetResult();
            goOn.Wait(Ct);
            return Next(head);
        }), Ct);
        await standing.Task;

        var recorded = await second.RecordAsync(Remark("second"));
        goOn.Set();

        Assert.Equal("20s", bound);
        Assert.Equal(ErrorReason.StorageUnavailable, (await Assert.ThrowsAsync<RefusedException>(() => writing)).Reason);
        Assert.Equal(3, recorded.LogPosition.Revision);
        Assert.Equal(4, (await first.RecordAsync(Remark("first"))).LogPosition.Revision);
        Assert.Equal([second.Head.Hash], database.Select("SELECT hash FROM journal WHERE revision = 3"));
    }

    [Fact]
    public async Task While_the_database_stands_still_under_one_server_another_is_refused_and_both_go_on_afterwards()
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct);
        await using var database = await WithActorsAsync(cluster);
        await using var first = PostgresJournal.Open(database);
        await using var second = PostgresJournal.Open(database, first.Time);
        object? bound = null;
        second.Store.Run((transaction, head) =>
        {
            bound = Select(transaction, "SHOW lock_timeout");
            transaction.Execute("SELECT set_config('lock_timeout', '300', false)");
            return head;
        });
        var (standing, goOn) = (new TaskCompletionSource<int>(), new ManualResetEventSlim());
        var writing = Task.Run(() => first.Store.Run((transaction, head) =>
        {
            standing.SetResult((int)Select(transaction, "SELECT pg_backend_pid()"));
            goOn.Wait(Ct);
            return head;
        }), Ct);

        await using (await StoppedProcess.StopAsync(cluster.Primary, $"SELECT {await standing.Task}", Ct))
        {
            goOn.Set();
            var refused = await Assert.ThrowsAsync<RefusedException>(() => second.RecordAsync(Remark("second")));
            Assert.Equal(ErrorReason.StorageUnavailable, refused.Reason);
            Assert.False(writing.IsCompleted);
        }

        Assert.Equal("30s", bound);
        Assert.NotNull(await writing);
        Assert.Equal(3, (await first.RecordAsync(Remark("first"))).LogPosition.Revision);
        Assert.Equal(4, (await second.RecordAsync(Remark("second"))).LogPosition.Revision);
    }

    [Fact]
    public async Task Whatever_the_driver_throws_where_its_connection_breaks_nothing_was_recorded_and_the_next_write_is()
    {
        await using var cluster = await ReplicatedCluster.StartAsync(Ct);
        await using var database = await WithActorsAsync(cluster);
        await using var journal = PostgresJournal.Open(database);

        var refused = Assert.Throws<RefusedException>(() => journal.Store.Run((transaction, _) =>
        {
            Assert.ThrowsAny<NpgsqlException>(() => Select(transaction, "SELECT pg_terminate_backend(pg_backend_pid())"));
            throw new ObjectDisposedException("connector");
        }));
        Assert.Throws<ObjectDisposedException>(() => journal.Store.Run((_, _) => throw new ObjectDisposedException("connector")));

        Assert.Equal(ErrorReason.StorageUnavailable, refused.Reason);
        Assert.Equal(3, (await journal.RecordAsync(Remark("next"))).LogPosition.Revision);
    }

    /// <summary>As if an entry had been added.</summary>
    private static Head Next(Head head) => head with { Revision = head.Revision + 1, Hash = [1] };

    private static object Select(WriteTransaction transaction, string sql)
    {
        using var command = new NpgsqlCommand(sql, (NpgsqlConnection)transaction.Connection);
        return command.ExecuteScalar()!;
    }

    private static RecordStatementRequest Remark(string id) => Say.Remark("russia", "usa", "2022-01-18", id);

    private static async Task<TestDatabase> WithActorsAsync(ReplicatedCluster cluster)
    {
        var database = await TestDatabase.WithLogAsync(cluster);
        await using var journal = PostgresJournal.Open(database);
        await journal.ActorAsync("russia");
        await journal.ActorAsync("usa");
        return database;
    }
}
