using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Postgres.Clearing;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres.Clearing;

/// <summary>
/// What was erased is in no row of any table, dead or alive, and in no index, once the answer, or the cleared revision, says so; and in no
/// byte of the tables' files once they are written again.
/// </summary>
public sealed class PostgresClearingTests(SharedCluster shared)
{
    private const int Statements = 40;

    // Dead rows as well, and what is kept apart from its row. What an index has is looked for in its file.
    private const string RowsWith =
        """
        SET search_path = diplomacy, public;
        SELECT c.relname FROM pg_class c, generate_series(0, pg_relation_size(c.oid) / current_setting('block_size')::int - 1) page,
          heap_page_items(get_raw_page(c.oid::regclass::text, page)) item
        WHERE c.relkind IN ('r', 't') AND item.lp_len > 0 AND position('@word'::bytea IN item.t_data) > 0
          AND (c.relnamespace = 'diplomacy'::regnamespace
            OR c.oid IN (SELECT reltoastrelid FROM pg_class WHERE relnamespace = 'diplomacy'::regnamespace))
        """;

    // What samples would have words.
    private const string Sampled =
        """
        SELECT tablename || '.' || attname FROM pg_stats WHERE schemaname = 'diplomacy'
          AND tablename IN ('payload', 'statements', 'segments', 'changes', 'search_words')
          AND attname IN ('salt', 'bytes', 'request_hash', 'replaced', 'overlay', 'words', 'text')
        """;

    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task Of_many_erasures_no_row_is_left_and_no_byte_once_the_tables_are_written_again()
    {
        var cluster = await shared.StartedAsync(Ct);
        await using var journal = await QueriedDatabase.CreateAsync(cluster);
        journal.Database.Execute("CREATE EXTENSION pageinspect SCHEMA public");
        await journal.ActorAsync("russia");
        await journal.ActorAsync("usa");
        var random = new Random(4);
        var names = Enumerable.Range(0, Statements).Select(number => $"{random.Next():x8}-{number}").ToList();
        foreach (var name in names)
        {
            await journal.RecordAsync(Spoken(name, random));
            if (random.Next(2) == 0) await MendAsync(journal, names[random.Next(names.IndexOf(name) + 1)], random);
        }
        await SearchedAsync(journal);
        journal.Database.Execute("ANALYZE");
        var erased = names.OrderBy(_ => random.Next()).Take(Statements / 2).ToList();
        Assert.Contains("payload", Rows(journal, Word(erased[0])));
        Assert.NotEmpty(Left(cluster, journal, erased));

        foreach (var name in erased) await journal.EraseAsync($"statements/{name}", ErasureExtent.Words);
        await ClearAsync(journal, journal.Head.Revision);

        foreach (var name in erased) Assert.Empty(Rows(journal, Word(name)));
        Assert.Empty(journal.Database.Select(Sampled));
        Assert.NotEmpty(Rows(journal, Word(names.Except(erased).First())));
        Assert.DoesNotContain(Left(cluster, journal, erased), file => file.StartsWith("search_words_", StringComparison.Ordinal));

        // In unused parts of pages there may be some still.
        var tables = journal.Database.Select("SELECT tablename FROM pg_tables WHERE schemaname = 'diplomacy'");
        foreach (var table in tables) journal.Database.Execute($"VACUUM FULL diplomacy.{table}");
        var files = Files(cluster, journal);
        Assert.Equal(names.Except(erased), names.Where(name => files.Any(file => file.Bytes.Contains(Word(name)))));
    }

    [Fact]
    public async Task While_a_transaction_keeps_erased_words_the_answer_says_so_and_writes_go_on()
    {
        await using var journal = await QueriedDatabase.CreateAsync(await shared.StartedAsync(Ct));
        await journal.ActorAsync("russia");
        await journal.RecordAsync(Said("first", "zwieback"));
        await SearchedAsync(journal);
        using var database = journal.Database.OpenAgain();
        await using var clearing = database.Open();
        DeadRows rows;
        await using (var connection = database.OpenReader())
        await using (var read = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Ct))
        {
            await using (var begun = new NpgsqlCommand("SELECT count(*) FROM payload", connection)) await begun.ExecuteScalarAsync(Ct);
            var asked = journal.EraseAsync("statements/first", ErasureExtent.Words);
            while (journal.Head.Revision < 3) await Task.Delay(5, Ct);
            for (var number = 0; number < 20; number++) await journal.RecordAsync(Said($"later-{number}", "rusk"));

            Assert.False((await asked).Cleared);
            Assert.InRange(journal.Journal.ClearedRevision, 0, 2);
            rows = DeadRows.Of(clearing, ["payload"]);
            Assert.False(await rows.TryRemoveAsync(clearing, Ct));
        }

        while (!await rows.TryRemoveAsync(clearing, Ct)) await Task.Delay(5, Ct);
        await ClearAsync(journal, 3);
    }

    [Fact]
    public async Task What_one_server_erased_no_other_one_reports_as_cleared_before_it_is()
    {
        await using var journal = await QueriedDatabase.CreateAsync(await shared.StartedAsync(Ct));
        await journal.ActorAsync("russia");
        await journal.RecordAsync(Said("first", "zwieback"));
        await using var other = await journal.OpenAgainAsync();
        using var database = journal.Database.OpenAgain();
        await using (var connection = database.Open())
        await using (var locked = await connection.BeginTransactionAsync(Ct))
        {
            // Rows are written and read meanwhile, but not taken out.
            await using (var vacuum = new NpgsqlCommand("LOCK TABLE payload IN SHARE UPDATE EXCLUSIVE MODE", connection))
                await vacuum.ExecuteNonQueryAsync(Ct);
            var erased = await journal.EraseAsync("statements/first", ErasureExtent.Words);
            while (other.Head.Revision < erased.LogPosition.Revision
                || !journal.Database.Select("SELECT cleared FROM search_mark").Contains(erased.LogPosition.Revision))
                await Task.Delay(5, Ct);

            Assert.InRange(other.ClearedRevision, 0, erased.LogPosition.Revision - 1);
        }
        for (; other.ClearedRevision < other.Head.Revision; await Task.Delay(5, Ct)) journal.Time.Advance(Limits.ClearingRetryInterval);
    }

    [Fact]
    public async Task Of_several_servers_one_takes_out_what_was_erased()
    {
        await using var journal = await QueriedDatabase.CreateAsync(await shared.StartedAsync(Ct));
        await journal.ActorAsync("russia");
        await journal.RecordAsync(Said("first", "zwieback"));
        await using var second = await journal.OpenAgainAsync();
        await using var third = await journal.OpenAgainAsync();

        var erased = (await journal.EraseAsync("statements/first", ErasureExtent.Words)).LogPosition.Revision;

        foreach (var server in new[] { journal.Journal, second, third })
            for (; server.ClearedRevision < erased; await Task.Delay(5, Ct)) journal.Time.Advance(Limits.ClearingRetryInterval);
        Assert.Equal([1L], journal.Database.Select("SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'payload'"));
    }

    private static async Task SearchedAsync(QueriedDatabase journal)
    {
        while (journal.Journal.SearchedRevision < journal.Head.Revision) await Task.Delay(5, Ct);
    }

    private static async Task ClearAsync(QueriedDatabase journal, long revision)
    {
        for (; journal.Journal.ClearedRevision < revision; await Task.Delay(5, Ct)) journal.Time.Advance(Limits.ClearingRetryInterval);
    }

    private static RecordStatementRequest Spoken(string name, Random random)
    {
        var demand = Say.Demand("russia", "usa", "2022-01-18", name, "one", "two");
        // Some so long that they are kept apart from their row.
        var rest = random.Next(3) == 0 ? string.Concat(Enumerable.Range(0, 1_100).Select(_ => $"{random.Next():x8}")) : "";
        demand.Statement.Summaries[0].Text = $"{Word(name)} {rest}";
        demand.Statement.Demand.Titles[0].Text = Word(name);
        return demand;
    }

    /// <summary>A correction puts the words into other tables.</summary>
    private static Task<CorrectStatementResponse> MendAsync(
        QueriedDatabase journal, string name, Random random) => journal.Writer.CorrectStatementAsync(new CorrectStatementRequest
        {
            Correction = new Correction
            {
                Subject = $"statements/{name}",
                Label = CorrectionLabel.Refined,
                Replacement = Spoken(name, random).Statement,
            },
        }, JournalFile.Recorder, Ct);

    private static RecordStatementRequest Said(string id, string word)
    {
        var remark = Say.Remark("russia", "russia", "2022-01-18", id);
        remark.Statement.Summaries[0].Text = word;
        return remark;
    }

    /// <summary>A word of its own for each name, that is not in the name: names stay.</summary>
    private static string Word(string name) =>
        "w" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..20];

    private static List<string> Rows(QueriedDatabase journal, string word) =>
        [.. journal.Database.Select(RowsWith.Replace("@word", word, StringComparison.Ordinal)).Cast<string>()];

    /// <summary>The tables and indexes in whose files one of the words is.</summary>
    private static List<string> Left(PostgresCluster cluster, QueriedDatabase journal, IReadOnlyList<string> names)
    {
        var words = names.Select(Word).ToList();
        return [.. Files(cluster, journal).Where(file => words.Any(file.Bytes.Contains)).Select(file => file.Name)];
    }

    /// <summary>All tables and indexes of the database, with those of the system.</summary>
    private static List<(string Name, string Bytes)> Files(PostgresCluster cluster, QueriedDatabase journal)
    {
        journal.Database.Execute("CHECKPOINT");
        var paths = journal.Database.Select(
            "SELECT relname || '=' || pg_relation_filepath(oid) FROM pg_class WHERE pg_relation_filepath(oid) LIKE 'base/%'");
        return [.. paths.Cast<string>().Select(one => one.Split('=')).Select(one => (one[0], Latin(Path.Combine(cluster.Data, one[1]))))];
    }

    private static string Latin(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
