using System.Globalization;
using Dapper;
using Diplomacy.V1;

namespace DiplomacyApi.Tests.Storage.Postgres.Writing;

/// <summary>
/// What PostgreSQL does for a write in tables that grow from nothing, where it never counts by itself what is in them: its plans are those
/// that it made while they were empty.
/// </summary>
public sealed class GrowingTablesTests
{
    private const int Rounds = 15;

    private static CancellationToken Ct => JournalFile.Ct;

    [Fact]
    public async Task A_write_reads_no_more_rows_when_there_are_more()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false, "autovacuum=off");
        await using var database = await TestDatabase.WithLogAsync(cluster);
        await using var one = PostgresJournal.Open(database);
        await one.ActorAsync("russia");
        await one.ActorAsync("nato");
        // What the other one wrote is nothing that a server has in memory.
        await using var other = PostgresJournal.Open(database, one.Time);
        // The driver prepares what runs again and again.
        await RecordAsync("early");
        var before = RowsRead();
        await RecordAsync("few");
        var few = Since(before);
        for (var more = 0; more < 3; more++) await RecordAsync($"more-{more}");
        before = RowsRead();

        await RecordAsync("many");

        // A look from a row to the next one may find the end of a page.
        var many = Since(before);
        Assert.NotEmpty(few);
        Assert.All(many, index => Assert.InRange(index.Value, 0, few.GetValueOrDefault(index.Key) + Rounds));

        async Task RecordAsync(string name)
        {
            for (var round = 0; round < Rounds; round++)
            {
                var (demand, debtor) = ($"{name}-{round}", $"{name}-{round}");
                await one.ActorAsync(debtor, "nato");
                await one.RecordAsync(Say.Demand("russia", debtor, "2022-01-18", demand, "a", "b"));
                await other.RecordAsync(Say.Answer(debtor, "russia", "2022-01-19", demand, Disposition.Rejected, $"{demand}-1"));
                await one.RecordAsync(Say.Answer(debtor, "russia", "2022-01-20", demand, Disposition.Accepted, $"{demand}-2"));
                await other.Writer.UpdateActorAsync(
                    new UpdateActorRequest
                    {
                        Actor = new Actor
                        {
                            Name = $"actors/{debtor}",
                            DisplayNames = { new LocalizedText { Text = demand } },
                            Affiliations = { new Affiliation { Body = "actors/nato", SpeaksFor = true } },
                        },
                    }, JournalFile.Recorder, Ct);
            }
        }

        Dictionary<string, long> RowsRead()
        {
            // A connection tells what it has counted once in a while.
            foreach (var journal in new[] { one, other })
            {
                journal.Store.Transaction.Connection.Execute(
                    new CommandDefinition("SELECT pg_stat_force_next_flush()", cancellationToken: Ct));
            }
            return database.Select("SELECT indexrelname || ' ' || idx_tup_read FROM pg_stat_user_indexes").Cast<string>()
                .Select(index => index.Split(' '))
                .ToDictionary(index => index[0], index => long.Parse(index[1], CultureInfo.InvariantCulture));
        }

        Dictionary<string, long> Since(Dictionary<string, long> earlier) =>
            RowsRead().ToDictionary(index => index.Key, index => index.Value - earlier[index.Key]);
    }

    [Fact]
    public async Task What_is_in_the_tables_is_counted_while_they_grow()
    {
        await using var cluster = await PostgresCluster.StartAsync(Ct, isDurable: false, "autovacuum=off");
        await using var database = await TestDatabase.WithLogAsync(cluster);
        await using var journal = PostgresJournal.Open(database);
        await journal.ActorAsync("russia");
        await journal.ActorAsync("usa");
        Assert.Equal(-1L, Counted());

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number =>
            journal.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", $"said-{number}"))));
        // It is counted after a commit, and the next one follows that.
        await journal.RecordAsync(Say.Remark("russia", "usa", "2022-01-18", "last"));

        Assert.InRange(Counted(), 1_000, 1_003);

        long Counted() => (long)database.Select("SELECT CAST(reltuples AS bigint) FROM pg_class WHERE relname = 'journal'").Single();
    }
}
