using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiplomacyApi.Tests.Storage;

public sealed class OpeningTests
{
    [Fact]
    public async Task What_was_recorded_is_there_after_a_restart()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "first"));
        var head = file.Journal.Head;

        await file.ReopenAsync();

        Assert.Equal((head.LogId, head.Revision, head.RecordTime),
            (file.Journal.Head.LogId, file.Journal.Head.Revision, file.Journal.Head.RecordTime));
        Assert.Equal(head.Hash, file.Journal.Head.Hash);
        Assert.NotNull(file.Queries.Statements.StatementBytes("statements/first", file.Queries.Points.Of(null), JournalFile.Ct));
    }

    [Fact]
    public async Task A_second_opener_is_refused_with_the_reason()
    {
        await using var file = await JournalFile.OpenAsync();

        var refused = await Assert.ThrowsAsync<JournalException>(() => Open(file.Path));

        Assert.Contains("held by another process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_by_name()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.Journal.DisposeAsync();
        file.Execute("PRAGMA user_version = 999");

        var refused = await Assert.ThrowsAsync<JournalException>(() => Open(file.Path));

        Assert.Contains("schema 999", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_by_name_and_left_as_it_is()
    {
        await using var file = await JournalFile.OpenAsync();
        var other = file.Path + ".other";
        await File.WriteAllTextAsync(other, "not a database, and long enough to be taken for one", JournalFile.Ct);

        var refused = await Assert.ThrowsAsync<JournalException>(() => Open(other));

        Assert.Contains(other, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("not a database", await File.ReadAllTextAsync(other, JournalFile.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_something_else_is_refused()
    {
        await using var file = await JournalFile.OpenAsync();
        var other = file.Path + ".other";
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={other};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE notes (text TEXT)";
            command.ExecuteNonQuery();
        }

        await Assert.ThrowsAsync<JournalException>(() => Open(other));
    }

    [Fact]
    public async Task A_database_of_other_rules_is_rebuilt_before_it_is_served()
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", "security"));
        await file.Journal.DisposeAsync();
        file.Execute("DELETE FROM segments; UPDATE log SET rules_version = 0");

        await file.ReopenAsync();

        Assert.NotNull(file.Queries.Obligations.Demand("demands/security", file.Queries.Points.Of(null), null, JournalFile.Ct));
    }

    private static Task<JournalStore> Open(string path) =>
        JournalStore.OpenAsync(new JournalOptions { Path = path }, TimeProvider.System, NullLoggerFactory.Instance, JournalFile.Ct);
}
