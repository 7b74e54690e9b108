using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Postgres.Search;
using DiplomacyApi.Tests.Server.Access;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres.Search;

/// <summary>One index for all servers of a log, filled by one of them at a time, whatever becomes of it.</summary>
public sealed class SharedIndexTests(SharedCluster shared) : IDisposable
{
    // So many that several steps are needed.
    private const int Statements = 600;

    // Connections that have looked who fills it, and left that to another.
    private const string Looked =
        """
        SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND (query = 'ROLLBACK' OR query LIKE '%cleared FROM search_mark')
        """;

    private readonly LogLines _log = new();

    private static CancellationToken Ct => JournalFile.Ct;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Servers_that_fill_it_at_once_index_each_statement_once()
    {
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        await using var journal = PostgresJournal.Open(database);
        await journal.ActorAsync("nato");
        await RecordAsync(journal, Statements);
        await using var earlier = database.Database.Open();
        await using var holding = await earlier.BeginTransactionAsync(Ct);
        await using (var hold = new NpgsqlCommand("SELECT revision FROM search_mark FOR UPDATE", earlier))
            await hold.ExecuteScalarAsync(Ct);

        await using var one = Serve(database, journal);
        await using var two = Serve(database, journal);
        await using var three = Serve(database, journal);
        while (database.Select(Looked).Count < 3 && _log.Lines.Count == 0) await Task.Delay(5, Ct);
        Assert.Empty(database.Select("SELECT revision FROM search_words LIMIT 1"));
        await holding.RollbackAsync(Ct);
        foreach (var server in new[] { one, two, three }) await server.ReachedAsync();

        Assert.Equal([(long)Statements], database.Select("SELECT count(*) FROM search_words"));
        Assert.Equal([journal.Head.Revision], database.Select("SELECT revision FROM search_mark"));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_server_that_dies_while_it_fills_it_leaves_nothing_and_another_goes_on()
    {
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        await using var journal = PostgresJournal.Open(database);
        await journal.ActorAsync("nato");
        await using (var earlier = Serve(database, journal)) await earlier.ReachedAsync();
        var begun = journal.Head.Revision;
        await RecordAsync(journal, 5);
        await using var dying = database.Database.Open();
        await using (var step = new NpgsqlCommand(
            """
            BEGIN; SELECT revision FROM search_mark FOR UPDATE;
            INSERT INTO search_words (revision, rev_from, words, text) SELECT revision, rev_from, array_to_tsvector(ARRAY['half']), ' half ' FROM statements
            """, dying))
            await step.ExecuteNonQueryAsync(Ct);

        await using var server = Serve(database, journal);
        while (server.Index.Reached < begun) await Task.Delay(5, Ct);
        Assert.Equal(begun, server.Index.Reached);
        database.Execute($"SELECT pg_terminate_backend({dying.ProcessID})");
        await server.ReachedAsync();

        Assert.Equal([5L], database.Select("SELECT count(*) FROM search_words WHERE text LIKE '% lighthouse %'"));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("UPDATE search_mark SET log_id = 'another'")]
    [InlineData("UPDATE search_mark SET revision = 1000")]
    public async Task The_index_of_another_log_is_begun_again(string change)
    {
        await using var journal = await OpenAsync();
        await RecordAsync(journal, 5);
        await ReachedAsync(journal);
        journal.Database.Execute($"{change}; UPDATE search_words SET text = ' other ', words = array_to_tsvector(ARRAY['other'])");

        await RecordAsync(journal, 1);
        while (!journal.Database.Select("SELECT revision FROM search_mark").Contains(journal.Head.Revision)) await Task.Delay(5, Ct);
        await ReachedAsync(journal);

        Assert.Equal((6, 0), (Found(journal, "lighthouse"), Found(journal, "other")));
    }

    [Fact]
    public async Task A_server_of_another_build_takes_the_index_over_when_it_starts_and_the_former_one_leaves_it_to_that()
    {
        await using var journal = await OpenAsync();
        await RecordAsync(journal, 5);
        await ReachedAsync(journal);
        journal.Database.Execute("UPDATE search_mark SET format = 9999; UPDATE search_words SET text = 'other', words = NULL");

        await RecordAsync(journal, 1);
        while (journal.Journal.SearchedRevision > 0) await Task.Delay(5, Ct);
        Assert.Equal(ErrorReason.SearchBehind, Assert.Throws<RefusedException>(() => Found(journal, "lighthouse")).Reason);
        Assert.Equal([9999], journal.Database.Select("SELECT format FROM search_mark"));

        await using var other = await journal.OpenAgainAsync();
        while (other.SearchedRevision < journal.Head.Revision) await Task.Delay(5, Ct);
        await RecordAsync(journal, 1);
        while (journal.Journal.SearchedRevision == 0) await Task.Delay(5, Ct);
        await ReachedAsync(journal);
        Assert.Equal(7, Found(journal, "lighthouse"));
    }

    [Fact]
    public async Task What_is_wrong_with_the_index_holds_up_searches_alone_until_it_is_mended()
    {
        await using var journal = await OpenAsync();
        await RecordAsync(journal, 5);
        await ReachedAsync(journal);
        journal.Database.Execute("ALTER TABLE search_words RENAME TO away");

        Assert.Equal(ErrorReason.SearchBehind, Assert.Throws<RefusedException>(() => Found(journal, "lighthouse")).Reason);
        await RecordAsync(journal, 1);
        Assert.False(await journal.Queries.Search.IsSearchedAsync(journal.Head.Revision, Ct));

        journal.Database.Execute("ALTER TABLE away RENAME TO search_words");
        while (!await journal.Queries.Search.IsSearchedAsync(journal.Head.Revision, Ct)) await Task.Delay(50, Ct);
        Assert.Equal(6, Found(journal, "lighthouse"));
    }

    private async Task<QueriedDatabase> OpenAsync()
    {
        var journal = await QueriedDatabase.CreateAsync(await shared.StartedAsync(Ct));
        await journal.ActorAsync("nato");
        return journal;
    }

    private static async Task RecordAsync(IRecordingJournal journal, int count)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
        {
            var request = Say.Remark("nato", "nato", "2022-01-26");
            request.Statement.Summaries[0].Text = "A lighthouse.";
            return journal.RecordAsync(request);
        }));
    }

    private static async Task ReachedAsync(QueriedDatabase journal)
    {
        while (!await journal.Queries.Search.IsSearchedAsync(journal.Head.Revision, Ct)) await Task.Delay(5, Ct);
    }

    private static int Found(QueriedDatabase journal, string query) =>
        journal.Queries.Search.Find(query, null, journal.Queries.Points.Of(null), 100, null, Ct).Page.Items.Count;

    private SearchingServer Serve(TestDatabase database, PostgresJournal journal) => new(database, journal, _log);

    /// <summary>The index as another server has it.</summary>
    private sealed class SearchingServer : IAsyncDisposable
    {
        private readonly DiplomacyApi.Storage.Postgres.PostgresDatabase _database;
        private readonly PostgresJournal _journal;
        private readonly ILoggerFactory _loggers;

        public SearchingServer(TestDatabase database, PostgresJournal journal, LogLines log)
        {
            (_journal, _database) = (journal, database.OpenAgain());
            _loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
            Index = new PostgresSearch(_database, readersMax: 1, journal.Heads, _loggers.CreateLogger("search"));
        }

        public PostgresSearch Index { get; }

        public async Task ReachedAsync()
        {
            while (!await Index.ReachAsync(_journal.Head.Revision, _journal.Time, Ct)) await Task.Delay(5, Ct);
        }

        public async ValueTask DisposeAsync()
        {
            await Index.StopAsync();
            Index.Dispose();
            await _database.DisposeAsync();
            _loggers.Dispose();
        }
    }
}
