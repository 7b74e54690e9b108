using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Postgres.Schema;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>Two servers on one database, each of which takes writes and reads.</summary>
public sealed class SeveralServersTests(SharedCluster cluster)
{
    private const int Writes = 200;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_records_the_other_publishes_and_can_read()
    {
        await using var one = await QueriedDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        await using var other = await one.OpenAgainAsync();
        await one.ActorAsync("ru");
        await one.ActorAsync("us");
        await one.RecordAsync(Say.Demand("ru", "us", "2022-01-18", "written", "one"));
        await other.CatchUpAsync(one.Head.Revision, Ct);
        Assert.Equal(one.Head, other.Head);
        var point = other.Queries.Points.Of(new ReadAt { MinRevision = new LogPosition { Revision = one.Head.Revision } });
        Assert.Equal(one.Head.Revision, point.Revision);
    }

    [Fact]
    public async Task A_watch_on_one_hears_of_the_others_writes()
    {
        await using var one = await QueriedDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        await using var other = await one.OpenAgainAsync();
        await one.ActorAsync("ru");
        await one.ActorAsync("us");
        var past = other.Watches.WaitUntilPastAsync(2);
        await one.RecordAsync(Say.Remark("ru", "us", "2022-01-18", "said"));
        while (other.Head.Revision < 3)
        {
            await past.WaitAsync(Ct);
            past = other.Watches.WaitUntilPastAsync(2);
        }
        Assert.Single((await other.Watches.StatementsAfterAsync(2, Ct)).Items);
    }

    [Fact]
    public async Task A_server_does_not_look_for_what_it_wrote_itself()
    {
        const string look = "(SELECT hash FROM journal WHERE revision = $1) FROM log";
        await using var own = await PostgresCluster.StartAsync(Ct, isDurable: false, "log_statement=all");
        await using var journal = await QueriedDatabase.CreateAsync(own);
        await journal.ActorAsync("ru");
        await journal.ActorAsync("us");
        for (var number = 0; number < Writes; number++) await journal.RecordAsync(Say.Remark("ru", "us", "2022-01-18", $"said-{number}"));

        // Beside those that it makes each second.
        Assert.InRange((await own.LogAsync(Ct)).Split(look).Length - 1, 1, Writes / 2);
    }

    [Fact]
    public async Task Writers_on_both_take_turns_and_make_one_chain()
    {
        await using var one = await QueriedDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        await using var other = await one.OpenAgainAsync();
        await one.ActorAsync("ru");
        await one.ActorAsync("us");
        var revisions = await Task.WhenAll(Enumerable.Range(0, 60).Select(async number =>
        {
            var journal = number % 2 == 0 ? one.Journal : other;
            var said = await journal.Writer.RecordStatementAsync(
                Say.Remark("ru", "us", "2022-01-18", $"said-{number}", $"request-{number}"), JournalFile.Recorder, Ct);
            return said.LogPosition.Revision;
        }));
        Assert.Equal(Enumerable.Range(3, 60).Select(revision => (long)revision), revisions.Order());
        await one.Journal.CatchUpAsync(62, Ct);
        await other.CatchUpAsync(62, Ct);
        Assert.Equal(one.Head, other.Head);
    }

    [Fact]
    public async Task A_revision_that_nobody_recorded_is_not_waited_for()
    {
        await using var one = await QueriedDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        await one.Journal.CatchUpAsync(99, Ct);
        Assert.Equal(0, one.Head.Revision);
    }

    [Fact]
    public async Task A_seal_is_seen_by_the_other_and_so_is_its_end()
    {
        await using var one = await QueriedDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        await using var other = await one.OpenAgainAsync();
        await one.ActorAsync("ru");
        await one.Journal.SealAsync();
        await SeenAsync(() => other.State == LogState.Sealed);
        await one.Journal.UnsealAsync();
        await SeenAsync(() => other.State == LogState.Open);
        await other.Writer.CreateActorAsync(
            new CreateActorRequest { ActorId = "us", Actor = new Actor { DisplayNames = { new LocalizedText { Text = "us" } } } },
            JournalFile.Recorder, Ct);
    }

    [Fact]
    public async Task An_erasure_on_one_is_forgotten_by_the_other()
    {
        await using var one = await QueriedDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        await using var other = await one.OpenAgainAsync();
        await one.ActorAsync("ru");
        await one.ActorAsync("us");
        await one.RecordAsync(Say.Remark("ru", "us", "2022-01-18", "said"));
        await other.CatchUpAsync(3, Ct);
        Assert.Contains((await other.Watches.StatementsAfterAsync(2, Ct)).Items, entry => entry.Event.Statement.Summaries.Count > 0);
        await one.EraseAsync("statements/said", ErasureExtent.Words);
        await other.CatchUpAsync(4, Ct);
        Assert.DoesNotContain((await other.Watches.StatementsAfterAsync(2, Ct)).Items,
            entry => entry.Event.Statement.Summaries.Any(summary => summary.Text.Contains("It was said", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_another_server_may_erase_is_read_each_time()
    {
        await using var one = await QueriedDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        await using var other = await one.OpenAgainAsync();
        await one.ActorAsync("ru");
        await one.ActorAsync("us");
        await one.RecordAsync(Say.Remark("ru", "us", "2022-01-18", "said"));
        await other.CatchUpAsync(3, Ct);
        var (statements, point) = (other.Queries.Statements, other.Queries.Points.Of(new ReadAt { KnownAtRevision = 3 }));
        for (var count = 0; count < 3; count++)
        {
            Assert.NotSame(await StatementAsync(), await StatementAsync());
            Assert.NotSame(await PageAsync(), await PageAsync());
        }
        Assert.True((await StatementAsync()).Bytes.IndexOf("It was said"u8) >= 0);

        await one.EraseAsync("statements/said", ErasureExtent.Words);

        // It has heard of the erasure or not.
        Assert.Equal(-1, (await StatementAsync()).Bytes.IndexOf("It was said"u8));
        Assert.Equal(-1, (await PageAsync()).Bytes.IndexOf("It was said"u8));

        async Task<DiplomacyApi.Storage.Reading.FrozenItems> StatementAsync() =>
            (await statements.FrozenStatementAsync("statements/said", point, Ct))!;

        async Task<DiplomacyApi.Storage.Reading.FrozenItems> PageAsync() =>
            (await statements.StatementsBytesAsync(null, point, 10, null, Ct)).Frozen;
    }

    [Fact]
    public async Task Where_servers_of_another_version_run_the_tables_are_not_made_again()
    {
        await using var database = await TestDatabase.WithLogAsync(await cluster.StartedAsync(Ct));
        database.Execute("UPDATE log SET projections = 'of another version'");
        await using (var other = database.Database.OpenReader())
        {
            await using var enter = new NpgsqlCommand(Presence.Enter, other);
            await enter.ExecuteNonQueryAsync(Ct);
            var refused = await Assert.ThrowsAsync<JournalException>(() => QueriedDatabase.OpenAsync(database, new FakeTimeProvider()));
            Assert.Contains("stop all of them", refused.Message, StringComparison.Ordinal);
            Assert.Equal("of another version", database.Select("SELECT projections FROM log").Single());
        }
        await using var opened = await QueriedDatabase.OpenAsync(database, new FakeTimeProvider());
        Assert.Equal(Projections.Hash, database.Select("SELECT projections FROM log").Single());
    }

    [Fact]
    public async Task A_server_whose_database_another_version_took_over_ends()
    {
        await using var one = await QueriedDatabase.CreateAsync(await cluster.StartedAsync(Ct));
        one.Execute("UPDATE log SET projections = 'of another version'");
        var fatal = await Assert.ThrowsAsync<JournalException>(() => one.Journal.Fatal.WaitAsync(Ct));
        Assert.Contains("another version", fatal.Message, StringComparison.Ordinal);
    }

    // A look is at most an interval away, and is told at once.
    private static async Task SeenAsync(Func<bool> isSeen)
    {
        for (var tries = 0; !isSeen() && tries < 200; tries++) await Task.Delay(Limits.HeadPollInterval / 20, Ct);
        Assert.True(isSeen());
    }
}
