using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Watching;
using DiplomacyApi.Storage.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>A log in a database of its own, as a server opens it. Like a file of tests it has one reader.</summary>
internal sealed class QueriedDatabase : IQueriedJournal
{
    private readonly TestDatabase _database;

    private QueriedDatabase(TestDatabase database, JournalStore journal, FakeTimeProvider time) =>
        (_database, Journal, Time) = (database, journal, time);

    public JournalStore Journal { get; }

    public string Connection => _database.Connection;

    public Writer Writer => Journal.Writer;

    public FakeTimeProvider Time { get; }

    public Head Head => Journal.Head;

    public Queries Queries => Journal.Queries;

    public Watches Watches => Journal.Watches;

    public TestDatabase Database => _database;

    public static async Task<QueriedDatabase> CreateAsync(PostgresCluster cluster)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2022, 2, 1, 0, 0, 0, TimeSpan.Zero));
        var database = await TestDatabase.CreateAsync(cluster);
        return new(database, await OpenAsync(database, time), time);
    }

    /// <summary>A server's view of a database.</summary>
    public static Task<JournalStore> OpenAsync(TestDatabase database, FakeTimeProvider time) => JournalStore.OpenAsync(
        new JournalOptions { Postgres = database.Connection, ReadersMax = 1 }, time, NullLoggerFactory.Instance, JournalFile.Ct);

    /// <summary>Another server's view of the same database.</summary>
    public Task<JournalStore> OpenAgainAsync() => OpenAsync(_database, Time);

    /// <summary>Erases, and passes the time for which the words wait until they can be taken out.</summary>
    public async Task<EraseStatementResponse> EraseAsync(string statement, ErasureExtent extent, string requestId = "")
    {
        var erasing = Writer.EraseStatementAsync(
            new EraseStatementRequest { Statement = statement, Extent = extent, RequestId = requestId, Note = "asked for" },
            JournalFile.Recorder, JournalFile.Ct);
        while (await Task.WhenAny(erasing, Task.Delay(50, JournalFile.Ct)) != erasing) Time.Advance(Limits.ClearingRetryInterval);
        return await erasing;
    }

    public void Execute(string sql) => _database.Execute(sql);

    public Task RebuildAsync() => Journal.RebuildAsync(JournalFile.Ct);

    public string Dump(params string[] tables)
    {
        using var connection = _database.Database.OpenReader();
        return string.Join('\n', tables.SelectMany(table => StoredRows.Of(connection, table).Prepend(table)));
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await _database.DisposeAsync();
    }
}
