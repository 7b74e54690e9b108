using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Writing;
using Npgsql;

namespace DiplomacyApi.Tests.Storage.Postgres.Writing;

/// <summary>How often the writer asks the database for what is written together: it holds the lock on the head meanwhile.</summary>
public sealed class GroupRoundTripsTests
{
    private const int Requests = 30;

    // Those that came first, and those that waited behind them; and the answer to what was recorded before.
    private const int LookUpsMax = 6;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_ids_are_looked_up_together()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false, "log_statement=all", "log_line_prefix=%c|",
            "session_preload_libraries=auto_explain", "auto_explain.log_min_duration=0");
        await using var journal = await QueriedDatabase.CreateAsync(cluster);
        await journal.ActorAsync("ru");
        await journal.ActorAsync("us");
        await journal.RecordAsync(Remark(0));
        List<Task<RecordStatementResponse>> recording;
        var before = await LookUpsAsync(cluster, "request_id =");
        await using (var other = new NpgsqlConnection(journal.Connection))
        {
            await other.OpenAsync(Ct);
            await using var held = await other.BeginTransactionAsync(Ct);
            await using var hold = new NpgsqlCommand("SELECT head_revision FROM diplomacy.log FOR UPDATE", other);
            await hold.ExecuteNonQueryAsync(Ct);
            recording = [.. Enumerable.Range(0, Requests).Select(number => RecordAsync(journal.Writer, number))];
            // Some wait for the lock, the others behind them.
        }
        var recorded = await Task.WhenAll(recording);

        Assert.InRange(await LookUpsAsync(cluster, "request_id =") - before, 1, LookUpsMax);
        Assert.Matches(@"Index Cond: .*recorder = .*request_id = \w+\.", await cluster.LogAsync(Ct));
        Assert.Equal([0], recorded.Index().Where(one => one.Item.Replayed).Select(one => one.Index));
    }

    [Fact]
    public async Task What_holds_of_the_demands_that_a_batch_answers_is_looked_up_together()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false, "log_statement=all", "log_line_prefix=%c|");
        await using var journal = await QueriedDatabase.CreateAsync(cluster);
        await journal.ActorAsync("ru");
        await journal.ActorAsync("us");
        for (var number = 0; number < Requests; number++) await journal.RecordAsync(Say.Demand("ru", "us", "2022-01-18", $"d{number}"));
        // Another server has nothing in memory.
        await using var other = await journal.OpenAgainAsync();
        var before = await LookUpsAsync(cluster, "SELECT kind, subject, part");

        await other.Writer.BatchRecordStatementsAsync(
            new BatchRecordStatementsRequest
            {
                Requests =
                {
                    Enumerable.Range(0, Requests).Select(number =>
                        Say.Answer("us", "ru", "2022-01-19", $"d{number}", Disposition.Rejected, $"a{number}")),
                },
            }, JournalFile.Recorder, Ct);

        // Each demand has the statement that made it beside it.
        const int Names = 2 * Requests;
        Assert.Equal((Names + Limits.SubjectsTogetherMax - 1) / Limits.SubjectsTogetherMax,
            await LookUpsAsync(cluster, "SELECT kind, subject, part") - before);
    }

    [Fact]
    public async Task The_names_in_what_is_written_together_are_looked_up_together()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false, "log_statement=all", "log_line_prefix=%c|");
        await using var journal = await QueriedDatabase.CreateAsync(cluster);
        await journal.ActorAsync("us");
        for (var number = 0; number < Requests; number++) await journal.ActorAsync($"ru-{number}");
        // Another server has nothing in memory.
        await using var other = await journal.OpenAgainAsync();
        var before = await LookUpsAsync(cluster, "SELECT name, min(rev_from) FROM actors");

        await other.Writer.BatchRecordStatementsAsync(
            new BatchRecordStatementsRequest
            {
                Requests = { Enumerable.Range(0, Requests).Select(number => Say.Remark($"ru-{number}", "us", "2022-01-19", $"r{number}")) },
            }, JournalFile.Recorder, Ct);

        Assert.Equal(1, await LookUpsAsync(cluster, "SELECT name, min(rev_from) FROM actors") - before);
    }

    /// <summary>The queries of some text that ran so far.</summary>
    private static async Task<int> LookUpsAsync(PostgresCluster cluster, string text) => (await cluster.LogAsync(Ct)).Split('\n')
        .Count(line => line.Contains("|LOG:  execute", StringComparison.Ordinal) && line.Contains("SELECT", StringComparison.Ordinal)
            && line.Contains(text, StringComparison.Ordinal));

    private static Task<RecordStatementResponse> RecordAsync(Writer writer, int number) =>
        writer.RecordStatementAsync(Remark(number), JournalFile.Recorder, Ct);

    private static RecordStatementRequest Remark(int number) =>
        Say.Remark("us", "ru", "2022-01-19", $"r{number}", requestId: $"request-{number}");
}
