using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Writing;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres.Writing;

/// <summary>What becomes of a write when its connection, the head or the database is not what it was.</summary>
public sealed class PostgresWriteStoreTests(SharedCluster shared)
{
    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_request_that_another_server_recorded_is_known_here_and_what_it_knew_is_not_asked_of_memory()
    {
        await using var database = await WithTwoActorsAsync();
        await using var one = PostgresJournal.Open(database);
        await using var other = PostgresJournal.Open(database, one.Time);
        await one.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", "first"));

        var first = await other.RecordAsync(Say.Remark("russia", "usa", "2022-01-19", "second", "request-1"));
        var again = await one.RecordAsync(Say.Remark("russia", "usa", "2022-01-19", "second", "request-1"));
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            one.RecordAsync(Say.Remark("russia", "usa", "2022-01-20", "second")));

        Assert.Equal((true, first.LogPosition), (again.Replayed, again.LogPosition));
        Assert.Equal(ErrorReason.StatementExists, refused.Reason);
        Assert.Equal(other.Head.Revision, one.Head.Revision);
    }

    [Fact]
    public async Task What_another_server_erases_is_forgotten_here()
    {
        await using var database = await WithTwoActorsAsync();
        await using var one = PostgresJournal.Open(database);
        await using var other = PostgresJournal.Open(database, one.Time);
        await one.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", "first"));
        await other.EraseAsync("statements/first", ErasureExtent.All);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => one.EraseAsync("statements/first", ErasureExtent.Words));

        Assert.Equal(ErrorReason.StatementErased, refused.Reason);
        Assert.Equal((1, 0), (one.Forgotten, other.Forgotten));
    }

    [Theory]
    [InlineData("")]
    [InlineData("request-1")]
    public async Task A_connection_that_broke_between_two_writes_is_opened_again(string requestId)
    {
        await using var database = await WithTwoActorsAsync();
        await using var journal = PostgresJournal.Open(database);
        await journal.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", "first"));
        EndConnections(database);

        await journal.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", "second", requestId));

        Assert.Equal([4L], database.Select("SELECT head_revision FROM log"));
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_commit_records_nothing_and_the_next_write_is_recorded()
    {
        await using var database = await WithTwoActorsAsync();
        await using var journal = PostgresJournal.Open(database);

        var refused = Assert.Throws<RefusedException>(() => journal.Store.Run((_, head) =>
        {
            EndConnections(database);
            return head;
        }));

        Assert.Equal(ErrorReason.StorageUnavailable, refused.Reason);
        Assert.False(journal.Loop.Fatal.IsCompleted);
        Assert.Equal(3, (await journal.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", "first"))).LogPosition.Revision);
    }

    [Fact]
    public async Task Work_that_makes_nothing_or_fails_leaves_nothing_and_no_lock()
    {
        await using var database = await WithTwoActorsAsync();
        await using var one = PostgresJournal.Open(database);
        await using var other = PostgresJournal.Open(database);

        Assert.Null(one.Store.Run((_, _) => null));
        Assert.Throws<InvalidDataException>(() => one.Store.Run((_, _) => throw new InvalidDataException()));

        Assert.NotNull(other.Store.Run((_, head) => head));
        Assert.Equal([2L], database.Select("SELECT head_revision FROM log"));
    }

    [Theory]
    [InlineData("UPDATE log SET state = 1", ErrorReason.LogSealed)]
    [InlineData("UPDATE log SET state = 2", ErrorReason.LogSealed)]
    public async Task A_log_that_another_server_sealed_takes_no_writes_here(string sql, ErrorReason reason)
    {
        await using var database = await WithTwoActorsAsync();
        await using var journal = PostgresJournal.Open(database);
        database.Execute(sql);

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            journal.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", "first")));

        Assert.Equal(reason, refused.Reason);
    }

    [Theory]
    [InlineData("UPDATE log SET projections = 'other'", "another version")]
    [InlineData("UPDATE log SET schema = 999", "another version")]
    [InlineData("UPDATE log SET log_id = 'other'", "holds log other, and held")]
    [InlineData("UPDATE log SET head_revision = 0", "has lost entries")]
    [InlineData("UPDATE log SET head_hash = ''", "has lost entries")]
    public async Task A_database_that_is_not_what_it_was_ends_the_writing(string sql, string told)
    {
        await using var database = await WithTwoActorsAsync();
        await using var journal = PostgresJournal.Open(database);
        await journal.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", "first"));
        database.Execute(sql);

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            journal.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", "second")));

        Assert.Equal(ErrorReason.OutcomeUnknown, refused.Reason);
        var fault = await Assert.ThrowsAsync<OutcomeUnknownException>(() => journal.Loop.Fatal);
        Assert.Contains(told, fault.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_listens_hears_once_of_each_commit()
    {
        await using var database = await WithTwoActorsAsync();
        await using var journal = PostgresJournal.Open(database);
        var heard = new List<string>();
        await using var listening = database.Database.Open();
        listening.Notification += (_, told) => heard.Add(told.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN diplomacy", listening)) await listen.ExecuteNonQueryAsync(Ct);

        await journal.Writer.BatchRecordStatementsAsync(
            new BatchRecordStatementsRequest
            {
                Requests = { Enumerable.Range(0, 5).Select(number => Say.Remark("russia", "usa", "2022-01-18", $"s{number}")) },
            },
            JournalFile.Recorder, Ct);
        await listening.WaitAsync(Ct);
        await journal.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", "last"));
        await listening.WaitAsync(Ct);

        Assert.Equal([$"{journal.Head.LogId}:7", $"{journal.Head.LogId}:8"], heard.Select(told => told[..told.LastIndexOf(':')]));
        Assert.Single(heard.Select(told => told[told.LastIndexOf(':')..]).Distinct());
    }

    private async Task<TestDatabase> WithTwoActorsAsync()
    {
        var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        await using var journal = PostgresJournal.Open(database);
        await journal.ActorAsync("russia");
        await journal.ActorAsync("usa");
        return database;
    }

    /// <summary>As the database does when it is stopped, or fails over.</summary>
    private static void EndConnections(TestDatabase database) => database.Select(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'diplomacy-api'");
}
