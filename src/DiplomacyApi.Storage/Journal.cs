using DiplomacyApi.Domain.Rules;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Sqlite;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage;

/// <summary>One log in one SQLite file, held by this process alone: its head, its single writer, and the queries over it.</summary>
public sealed class Journal : IAsyncDisposable
{
    private readonly SqliteFile _file;
    private readonly SqliteConnection _connection;
    private readonly WriteLoop _loop;
    private readonly Readers _readers;
    private readonly ILogger _logger;
    private volatile Head _head;

    private Journal(SqliteFile file, SqliteConnection connection, Head head, JournalOptions options, TimeProvider time, ILogger logger)
    {
        (_file, _connection, _head, _logger) = (file, connection, head, logger);
        _readers = new Readers(file, options.IdleReadersMax);
        _loop = new WriteLoop(connection, options.QueueMax, time, () => _head, published => _head = published, logger);
        Writer = new Writer(_loop, head.LogId);
        Queries = new Queries(_readers, () => _head, time);
    }

    /// <summary>Up to where the log is committed. What it names can be read.</summary>
    public Head Head => _head;

    public Writer Writer { get; }

    public Queries Queries { get; }

    /// <summary>
    /// Faults when the outcome of a commit is not known. Nothing is written from then on, and the process is to be stopped: SQLite would
    /// let its connection carry on after a sync that failed.
    /// </summary>
    public Task Fatal => _loop.Fatal;

    /// <summary>Opens the file, or creates it with a log of its own. Projections of other rules are rebuilt first.</summary>
    /// <exception cref="JournalException">It is held by another process, of another kind, or newer than this server.</exception>
    public static Task<Journal> OpenAsync(JournalOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken ct) =>
        Task.Run(() => Open(options, time, loggers.CreateLogger<Journal>(), ct), ct);

    /// <summary>Throws the projections away and derives them anew from the journal. Writes wait; reads see what was there before.</summary>
    public async Task RebuildAsync(CancellationToken ct)
    {
        var rebuild = new MaintenanceItem(() => Rebuild.Run(_connection, _head, _logger, ct));
        _loop.Enqueue(rebuild);
        await rebuild.Done.ConfigureAwait(false);
    }

    /// <summary>Recomputes the chain from the payloads. Null where it holds; otherwise the first revision that does not fit.</summary>
    public Task<long?> VerifyAsync(CancellationToken ct)
    {
        var head = _head;
        return Task.Run(() => Verification.FirstBadRevision(_readers, head, ct), ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync().ConfigureAwait(false);
        _readers.Dispose();
        await _connection.DisposeAsync().ConfigureAwait(false);
        _file.Dispose();
    }

    private static Journal Open(JournalOptions options, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        var file = SqliteFile.Hold(options.Path);
        SqliteConnection? connection = null;
        try
        {
            connection = file.OpenWriter(options.PagesMax);
            Migrations.Apply(connection, options.Path);
            var log = LogRow.ReadOrCreate(connection, time.GetUtcNow());
            var head = LogRow.Head(connection, log.LogId);
            if (log.RulesVersion != RulesVersion.Current) Rebuild.Run(connection, head, logger, ct);
            StorageLog.Opened(logger, head.LogId, head.Revision, options.Path);
            return new Journal(file, connection, head, options, time, logger);
        }
        catch (Exception problem)
        {
            connection?.Dispose();
            file.Dispose();
            if (problem is SqliteException) throw new JournalException($"{options.Path} cannot be opened as a journal: {problem.Message}", problem);
            throw;
        }
    }
}
