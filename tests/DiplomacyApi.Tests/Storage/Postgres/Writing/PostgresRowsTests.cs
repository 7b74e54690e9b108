using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Schema;
using DiplomacyApi.Storage.Writing;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Storage.Postgres.Writing;

/// <summary>What is recorded in a database is, byte for byte, what would be recorded in a file.</summary>
public sealed class PostgresRowsTests(SharedCluster shared)
{
    private const int Entries = 150;
    private const int GroupMax = 40;

    private static readonly string[] Recorded = ["journal", "payload", "epochs"];

    private static CancellationToken Ct => JournalFile.Ct;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Entries_written_in_groups_leave_the_rows_that_they_leave_one_by_one(int seed)
    {
        await using var file = await JournalFile.OpenAsync();
        var random = new Random(seed);
        await new RandomHistory(file, random, erasing: new Random(seed)).RecordAsync(Entries);
        await using var recorded = file.Connect();
        var entries = StoredRows.Entries(recorded);
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        Rename(database, file.Journal.Head.LogId);
        await using var journal = PostgresJournal.Open(database);

        // It goes from one group to the next, as what the writer keeps does.
        var projector = new Projector(file.Journal.Head.LogId, journal.Store.Transaction, revision: 0);
        for (var done = 0; done < entries.Count;) done += Copy(journal, projector, entries.Skip(done).Take(random.Next(1, GroupMax)));

        Assert.Equal(file.Journal.Head.Hash, journal.Head.Hash);
        await AssertSameAsync(file, database);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_decided_on_a_database_moves_to_a_file_with_all_that_follows_from_it(int seed)
    {
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        await using var journal = PostgresJournal.Open(database);
        var history = new RandomHistory(journal, new Random(seed), erasing: new Random(seed));

        await history.RecordAsync(Entries);

        Assert.NotEmpty(history.Statements);
        Assert.NotEmpty(history.Corrections);
        await using var file = await JournalFile.OpenAsync();
        await MoveAsync(database, journal.Head, file);
        await AssertSameAsync(file, database);
    }

    [Fact]
    public async Task Servers_that_write_at_once_go_on_from_each_other()
    {
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        await using var one = PostgresJournal.Open(database);
        await one.ActorAsync("russia");
        await one.ActorAsync("usa");
        await one.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "asked"));
        await using var other = PostgresJournal.Open(database, one.Time);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => (number % 2 == 0 ? one : other)
            .RecordAsync(Say.Answer("usa", "russia", "2022-01-20", "asked", (Disposition)(1 + number % 5), $"s{number}"))));

        Assert.Equal(Enumerable.Range(4, 60), answers.Select(answer => (int)answer.LogPosition.Revision).Order());
        Assert.Equal(Math.Max(one.Head.Revision, other.Head.Revision), answers.Max(answer => answer.LogPosition.Revision));
        await using var file = await JournalFile.OpenAsync();
        await MoveAsync(database, one.Head.Revision > other.Head.Revision ? one.Head : other.Head, file);
        await AssertSameAsync(file, database);
    }

    [Fact]
    public async Task The_longest_names_are_recorded_and_closed()
    {
        await using var database = await TestDatabase.WithLogAsync(await shared.StartedAsync(Ct));
        await using var journal = PostgresJournal.Open(database);
        // Texts that do not shrink.
        var name = string.Concat(Enumerable.Range(0, Limits.TextCharactersMax).Select(place => (char)('一' + place)));
        var actor = new Actor { DisplayNames = { new LocalizedText { Text = name } } };

        var created = await journal.Writer.CreateActorAsync(
            new CreateActorRequest { ActorId = "long", Actor = actor }, JournalFile.Recorder, Ct);
        await journal.Writer.UpdateActorAsync(new UpdateActorRequest { Actor = new Actor { Name = created.Actor.Name, Source = "x" } },
            JournalFile.Recorder, Ct);

        Assert.Equal([2L, Times.Open], database.Select("SELECT rev_until FROM actor_names WHERE length(text) = 10000 ORDER BY rev_from"));
    }

    /// <summary>Writes entries as they are, in one transaction.</summary>
    private static int Copy(PostgresJournal journal, Projector projector, IEnumerable<JournalEntry> entries)
    {
        var copied = 0;
        journal.Store.Run((transaction, head) =>
        {
            projector.MoveTo(head.Revision);
            foreach (var entry in entries)
            {
                var payload = (entry.ErasedRevision == 0 ? entry.Payload : entry.StandIn).ToByteArray();
                var time = Times.Of(entry.RecordTime.ToDateTimeOffset());
                var made = new Entry
                {
                    Revision = entry.Revision,
                    Kind = entry.Kind,
                    RecordTime = time,
                    Recorder = entry.Recorder,
                    Message = EntryMessages.Parse(entry.Kind, payload),
                };
                var added = SealedEntry.Of(entry, time);
                projector.Take(made, Ct);
                transaction.Write(added);
                transaction.Project(made);
                head = added.Head(head.LogId);
                copied++;
            }
            return head;
        });
        return copied;
    }

    /// <summary>Gives the empty log the id under which the entries to come are chained.</summary>
    private static void Rename(TestDatabase database, string logId) =>
        database.Execute(
            $"UPDATE log SET log_id = '{logId}', head_hash = '\\x{Convert.ToHexString(Chain.Genesis(logId))}'; UPDATE epochs SET log_id = '{logId}'");

    /// <summary>A file that takes over a log verifies its chain, and derives all else from its entries.</summary>
    private static async Task MoveAsync(TestDatabase database, Head head, JournalFile file)
    {
        await using var connection = database.Database.Open();
        await file.Journal.TakeOverAsync(
            new ImportJournalRequest
            {
                Head = new LogPosition { LogId = head.LogId, Revision = head.Revision },
                HeadHash = ByteString.CopyFrom(head.Hash),
                Entries = { StoredRows.Entries(connection) },
                Sealed = true,
            }, Ct);
    }

    private static async Task AssertSameAsync(JournalFile file, TestDatabase database)
    {
        await using var inFile = file.Connect();
        await using var inDatabase = database.Database.Open();
        foreach (var table in Recorded.Concat(Projections.Tables))
            Assert.Equal(StoredRows.Of(inFile, table).Prepend(table), StoredRows.Of(inDatabase, table).Prepend(table));
    }
}
