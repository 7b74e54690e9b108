using Dapper;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Postgres.Schema;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres.Schema;

/// <summary>What a server makes in an empty database, and which databases it refuses.</summary>
public sealed class MigrationsTests(SharedCluster shared)
{
    private static readonly DateTimeOffset Now = new(2022, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task Servers_that_start_at_once_on_an_empty_database_begin_one_log()
    {
        await using var database = await TestDatabase.CreateAsync(await shared.StartedAsync(Ct));

        var logs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Apply(database), Ct)));

        var log = Assert.Single(logs.Select(log => log.Head.LogId).Distinct());
        Assert.All(logs, one => Assert.Equal(new LogRow(one.Head, LogState.Open, 0, Migrations.Newest, true), one));
        Assert.All(logs, one => Assert.Equal(Chain.Genesis(log), one.Head.Hash));
        Assert.Equal([log], database.Select("SELECT log_id FROM epochs WHERE first_revision = 1"));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_by_its_number()
    {
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        database.Execute("UPDATE log SET schema = 999");

        var refused = Assert.Throws<JournalException>(() => Apply(database));

        Assert.Equal(
            $"{database.Database.Name} has schema 999, newer than schema {Migrations.Newest:000} of this server; use the server that wrote it, or a later one.",
            refused.Message);
    }

    [Fact]
    public async Task Tables_of_others_are_left_alone_unless_they_are_in_the_way()
    {
        await using var database = await TestDatabase.CreateAsync(await shared.StartedAsync(Ct));
        database.Execute("CREATE TABLE public.log (theirs text); CREATE SCHEMA diplomacy");
        Apply(database);
        Assert.Empty(database.Select("SELECT theirs FROM public.log"));

        await using var other = await TestDatabase.CreateAsync(await shared.StartedAsync(Ct));
        other.Execute("CREATE SCHEMA diplomacy; CREATE TABLE diplomacy.log (theirs text)");
        Assert.Contains("is not a journal", Assert.Throws<JournalException>(() => Apply(other)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE journal SET kind = 9", false)]
    [InlineData("DELETE FROM journal", false)]
    [InlineData("TRUNCATE journal", false)]
    [InlineData("DELETE FROM payload", false)]
    [InlineData("TRUNCATE payload", false)]
    [InlineData("UPDATE payload SET bytes = 'other'", false)]
    [InlineData("UPDATE payload SET salt = ''", false)]
    [InlineData("UPDATE payload SET bytes = 'other', erased_revision = 2", false)]
    [InlineData("UPDATE payload SET bytes = 'other', salt = '', request_hash = NULL, erased_revision = 2", true)]
    [InlineData("UPDATE payload SET request_hash = NULL", true)]
    public async Task The_journal_is_only_added_to_and_erased(string sql, bool isAllowed)
    {
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        database.Execute(
            """
            INSERT INTO journal (revision, record_time, kind, id, recorder, commitment, hash) VALUES (1, 1, 1, 'statements/one', 'tester', '', '');
            INSERT INTO payload (revision, salt, bytes, request_hash) VALUES (1, 'salt', 'bytes', 'hash')
            """);

        if (isAllowed) database.Execute(sql);
        else
            Assert.Equal(PostgresErrorCodes.IntegrityConstraintViolation,
                Assert.Throws<PostgresException>(() => database.Execute(sql)).SqlState);
    }

    [Fact]
    public async Task The_tables_have_the_columns_that_they_have_in_a_file()
    {
        await using var file = await JournalFile.OpenAsync();
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        await using var connection = file.Connect();
        // The head's row has more columns, and another name for what keeps it the only one. Words have a file of their own.
        var inFile = connection.Query<string>(new CommandDefinition(
            """
            SELECT t.name || '.' || c.name || CASE WHEN c."notnull" OR c.pk > 0 THEN '' ELSE '?' END
            FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'log'
            """)).Order(StringComparer.Ordinal);

        var inDatabase = database.Select(
            """
            SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'NO' THEN '' ELSE '?' END
            FROM information_schema.columns WHERE table_schema = 'diplomacy' AND table_name NOT IN ('log', 'search_mark', 'search_words')
            """).Cast<string>().Order(StringComparer.Ordinal);

        Assert.Equal(inFile, inDatabase);
    }

    [Fact]
    public async Task Every_text_is_compared_by_its_bytes()
    {
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));

        Assert.Empty(database.Select(
            """
            SELECT table_name || '.' || column_name FROM information_schema.columns
            WHERE table_schema = 'diplomacy' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
            """));
    }

    [Fact]
    public async Task Projections_of_another_build_are_known_and_replaced()
    {
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        database.Execute(
            "UPDATE log SET projections = 'other'; CREATE TABLE diplomacy.former (name text); INSERT INTO changes VALUES (1, '')");
        Assert.False(Apply(database).HasPresentProjections);
        await using var connection = database.Database.Open();

        Projections.Recreate(connection);

        Assert.Empty(database.Select("SELECT revision FROM changes"));
        var others = new[] { "epochs", "journal", "log", "payload", "search_mark", "search_words" };
        Assert.Equal([.. Projections.Tables.Concat(others).Order(StringComparer.Ordinal)],
            database.Select("SELECT tablename FROM pg_tables WHERE schemaname = 'diplomacy'").Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Functions_of_the_shared_queries_do_what_they_do_in_a_file()
    {
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));

        Assert.Equal(["a", "b\"\n"], database.Select("""SELECT value FROM json_each('["a","b\"\n"]'::text)"""));
        Assert.Equal([2, 0, 1], database.Select("SELECT instr(t, 'é'::text) FROM (VALUES ('cé'), ('e'), ('é')) AS words (t)"));
    }

    private static LogRow Apply(TestDatabase database)
    {
        using var connection = database.Database.Open();
        Migrations.Apply(connection, database.Database.Name, Now);
        return LogRow.Read(connection, database.Database.Name);
    }
}
