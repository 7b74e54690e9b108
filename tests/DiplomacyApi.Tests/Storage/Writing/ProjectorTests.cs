using Dapper;
using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>What entries that are read again bear on is looked up together, before the first of them is taken.</summary>
public sealed class ProjectorTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(80)]
    public async Task Entries_that_are_read_again_look_up_nothing_one_by_one(int answers)
    {
        await using var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        await file.ActorAsync("usa");
        for (var number = 0; number < answers; number++)
            await file.RecordAsync(Say.Demand("russia", "usa", "2022-01-18", $"asked-{number}"));
        var before = file.Head.Revision;
        using var connection = Copy(file.Path);
        var entries = new List<Entry>();
        for (var number = 0; number < answers; number++)
            entries.Add(Again(before + number + 1, (await file.RecordAsync(
                Say.Answer("usa", "russia", "2022-01-19", $"asked-{number}", Disposition.Rejected, $"said-{number}"))).Statement));
        using var statements = new RawStatements(connection);
        var queries = 0;
        var projector = new Projector(file.Head.LogId, new DecisionRows(() => connection, sql =>
        {
            queries++;
            return statements.Of(sql);
        }), before);

        projector.LoadFor(entries, JournalFile.Ct);
        var loading = queries;
        foreach (var entry in entries) projector.Take(entry, JournalFile.Ct);

        Assert.DoesNotContain(entries, entry => entry.Changes.Count == 0);
        Assert.Equal(loading, queries);
    }

    /// <summary>The rows as they stand now.</summary>
    private static SqliteConnection Copy(string path)
    {
        using (var source = Open(path)) source.Execute(new CommandDefinition("VACUUM INTO @copy", new { copy = path + ".copy" }));
        return Open(path + ".copy");
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    private static Entry Again(long revision, Statement statement) => new()
    {
        Revision = revision,
        Kind = JournalEntryKind.Statement,
        RecordTime = Times.Of(statement.RecordTime.ToDateTimeOffset()),
        Recorder = JournalFile.Recorder,
        Message = statement,
    };
}
