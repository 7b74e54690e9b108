using Diplomacy.V1;
using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Reading;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Writing;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>A log in a database of its own, with the writer and the queries of a server. Like a file of tests it has one reader.</summary>
internal sealed class QueriedDatabase : IQueriedJournal
{
    private readonly TestDatabase _database;
    private readonly PostgresJournal _journal;
    private readonly Readers _readers;

    private QueriedDatabase(TestDatabase database)
    {
        (_database, _journal) = (database, PostgresJournal.Open(database));
        _readers = new Readers(() => new PostgresReader(database.Database), readersMax: 1);
        using var reader = new PostgresReader(database.Database);
        var epochs = Epochs.Read(reader.Connection);
        Queries = new Queries(_readers, () => Head, () => LogState.Open, () => epochs, new NoIndex(), Time);
    }

    public Writer Writer => _journal.Writer;

    public FakeTimeProvider Time => _journal.Time;

    public Head Head => _journal.Head;

    public Queries Queries { get; }

    public static async Task<QueriedDatabase> CreateAsync(PostgresCluster cluster) => new(await TestDatabase.WithLogAsync(cluster));

    public async Task<EraseStatementResponse> EraseAsync(string statement, ErasureExtent extent, string requestId = "")
    {
        var erased = await _journal.EraseAsync(statement, extent, requestId);
        Queries.Forget();
        return erased;
    }

    public async Task RebuildAsync()
    {
        var item = new MaintenanceItem(() => _journal.Store.Run(
            (transaction, head) =>
            {
                Rebuild.All(transaction, head, progress: null, JournalFile.Ct);
                return head;
            },
            Queries.Forget));
        _journal.Loop.Enqueue(item);
        await item.Done;
    }

    public string Dump(params string[] tables)
    {
        using var connection = _database.Database.OpenReader();
        return string.Join('\n', tables.SelectMany(table => StoredRows.Of(connection, table).Prepend(table)));
    }

    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Words are not searched here.</summary>
    private sealed class NoIndex : ISearchIndex
    {
        public bool IsThere => false;

        public long Reached => 0;

        public long Cleared => 0;

        public Task<bool> ReachAsync(long revision, TimeProvider time, CancellationToken ct) => Task.FromResult(false);

        public (FrozenPage Page, long Searched)? Find(
            string words, StatementCriteria criteria, Func<SqlText, string> more, ReadPoint point, int size, string? key,
            CancellationToken ct) => null;

        public Task StopAsync() => Task.CompletedTask;

        public void Dispose() { }
    }
}
