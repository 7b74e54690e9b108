using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Postgres.Writing;
using DiplomacyApi.Storage.Watermarks;
using DiplomacyApi.Storage.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>What a server writes with, on a database that others may write to as well.</summary>
internal sealed class PostgresJournal : IRecordingJournal, IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly PublishedLog _log;

    private PostgresJournal(PostgresDatabase database, LogRow opened, Epochs epochs, FakeTimeProvider time, TimeSpan? lookMax)
    {
        (_database, _log, Time) = (database, new PublishedLog(opened.Head, opened.State, epochs), time);
        _log.Rewritten += () => Forgotten++;
        Store = new PostgresWriteStore(database, new FollowedLog(database, opened, _log), lookMax);
        Loop = new WriteLoop(Store, new JournalOptions(), time, _log.Heads, () => State, () => { }, NullLogger.Instance);
        Writer = new Writer(Loop, () => Head, (_, _) => Task.FromResult(true));
    }

    public PostgresWriteStore Store { get; }

    public WriteLoop Loop { get; }

    public Writer Writer { get; }

    public FakeTimeProvider Time { get; }

    public Head Head => _log.Head;

    public Watermark<Head> Heads => _log.Heads;

    public LogState State => _log.State;

    /// <summary>How often another server made it forget what it keeps.</summary>
    public int Forgotten { get; private set; }

    public static PostgresJournal Open(TestDatabase database, FakeTimeProvider? time = null, TimeSpan? lookMax = null)
    {
        var own = database.OpenAgain();
        using var connection = own.Open();
        return new PostgresJournal(own, LogRow.Read(connection, own.Name), Epochs.Read(connection),
            time ?? new FakeTimeProvider(new DateTimeOffset(2022, 2, 1, 0, 0, 0, TimeSpan.Zero)), lookMax);
    }

    public Task<EraseStatementResponse> EraseAsync(
        string statement, ErasureExtent extent, string requestId = "") => Writer.EraseStatementAsync(
        new EraseStatementRequest { Statement = statement, Extent = extent, RequestId = requestId, Note = "asked for" },
        JournalFile.Recorder, JournalFile.Ct);

    public async ValueTask DisposeAsync()
    {
        await Loop.DisposeAsync();
        await _database.DisposeAsync();
    }
}
