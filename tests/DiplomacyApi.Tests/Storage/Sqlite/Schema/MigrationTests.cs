using Diplomacy.V1;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Tests.Storage.Sqlite.Schema;

/// <summary>A database of an earlier schema, as its scripts made it, is brought to this one with nothing changed in the log.</summary>
public sealed class MigrationTests
{
    private static readonly string Folder = Repository.At("src", "DiplomacyApi.Storage", "Sqlite", "Schema");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_earlier_schema_opens_with_its_log_and_a_copy_beside_it(int schema)
    {
        await using var file = await FilledAsync();
        var (head, log) = (file.Journal.Head, file.Dump("journal"));
        await file.Journal.DisposeAsync();
        EarlierSchema.Make(file.Path, schema, Folder);

        await file.ReopenAsync();

        Assert.Equal((head.LogId, head.Revision), (file.Journal.Head.LogId, file.Journal.Head.Revision));
        Assert.Equal(head.Hash, file.Journal.Head.Hash);
        Assert.Equal(log, file.Dump("journal"));
        Assert.Null(file.Flaw());
        Assert.NotNull(file.Queries.Obligations.Demand("demands/security", file.Queries.Points.Of(null), null, JournalFile.Ct));
        using var copy = Connect($"{file.Path}.schema{schema:000}");
        Assert.Equal(((long)schema, head.Revision),
            (Number(copy, "PRAGMA user_version"), Number(copy, "SELECT max(revision) FROM journal")));
    }

    [Fact]
    public async Task A_table_that_is_not_of_its_schema_is_refused_and_the_file_left_as_it_was()
    {
        await using var file = await FilledAsync();
        await file.Journal.DisposeAsync();
        EarlierSchema.Make(file.Path, 1, Folder);
        file.Execute("CREATE TABLE epochs (other TEXT)");

        var failed = await Assert.ThrowsAsync<JournalException>(() => file.ReopenAsync());
        Assert.Contains("epochs", failed.Message, StringComparison.Ordinal);

        using (var connection = Connect(file.Path))
        {
            Assert.Equal(1, Number(connection, "PRAGMA user_version"));
            Assert.Equal(0, Number(connection, "SELECT count(*) FROM pragma_table_info('log') WHERE name = 'state'"));
        }
        file.Execute("DROP TABLE epochs");
        await file.ReopenAsync();
        Assert.Null(file.Flaw());
    }

    [Fact]
    public async Task What_earlier_rules_derived_is_derived_again_and_the_log_stays_as_it_is()
    {
        await using var file = await FilledAsync();
        await file.RecordAsync(Say.By("russia", "usa", "2022-01-02", one => one.Meeting =
            new MeetingAct { Meeting = "meetings/summit", Phase = MeetingPhase.Proposed, Invitees = { "actors/usa" } }));
        await file.RecordAsync(Say.By("usa", "russia", "2022-01-10", one =>
            one.Response = new ResponseAct { Meeting = "meetings/summit", Position = Disposition.Deferred }));
        await file.RecordAsync(Say.By("russia", "usa", "2022-01-05/2022-01-31", one =>
            one.Meeting = new MeetingAct { Meeting = "meetings/summit", Phase = MeetingPhase.Cancelled }));
        var (head, log) = (file.Journal.Head, file.Dump("journal", "payload"));
        EarlierSchema.CallOffByRules(file.Path, rules: 1);
        Assert.Equal(MeetingPhase.Cancelled, Phase(file));

        await file.ReopenAsync();

        Assert.Equal(MeetingPhase.Proposed, Phase(file));
        Assert.Equal(head.Hash, file.Journal.Head.Hash);
        Assert.Equal(log, file.Dump("journal", "payload"));
        using var connection = Connect(file.Path);
        Assert.Equal(RulesVersion.Current, Number(connection, "SELECT rules_version FROM log"));

        static MeetingPhase Phase(JournalFile file) =>
            Assert.Single(file.Queries.Negotiations.Meetings(
                "", file.Queries.Points.Of(new ReadAt { AsOf = "2022-01-12" }), null, 10, null, JournalFile.Ct).Items).Phase;
    }

    private static async Task<JournalFile> FilledAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));
        return file;
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
