using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Files;
using DiplomacyApi.Storage.Import;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Sqlite.Backup;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Sqlite.Journal;
using DiplomacyApi.Storage.Sqlite.Reading;
using DiplomacyApi.Storage.Sqlite.Schema;
using DiplomacyApi.Storage.Sqlite.Search;
using DiplomacyApi.Storage.Sqlite.Writing;
using DiplomacyApi.Storage.Transfer;
using DiplomacyApi.Storage.Watching;
using DiplomacyApi.Storage.Watermarks;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage;

/// <summary>One log in one SQLite file, held by this process alone: its head, its single writer, and the queries over it.</summary>
public sealed class JournalStore : IAsyncDisposable
{
    private readonly SqliteFile _file;
    private readonly SqliteConnection _connection;
    private readonly WriteLoop _loop;
    private readonly Readers _readers;
    private readonly SearchWorker _search;
    private readonly FileWatch _watch;
    private readonly Clearing _clearing;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Watermark<Head> _head;
    private readonly string _path;
    private readonly WorkProgress? _progress;
    private volatile LogState _state;
    private volatile Epochs _epochs;
    private int _closed;

    private JournalStore(SqliteFile file, SqliteConnection connection, LogRow log, Head head, JournalOptions options, TimeProvider time, ILogger logger)
    {
        (_file, _connection, _path, _progress, _state, _time, _logger) = (file, connection, options.Path, options.Progress, log.State, time, logger);
        _epochs = Epochs.Read(connection);
        _head = new Watermark<Head>(head, one => one.Revision);
        _readers = new Readers(() => new SqliteReader(file.OpenReader()), options.ReadersMax);
        _search = new SearchWorker(file, options.ReadersMax, _readers, _head, logger);
        var checkpoints = new Checkpoints(connection, options.WriteAheadLogBytesMax);
        _loop = new WriteLoop(new WriteStore(file, connection, checkpoints, _head), options, time, _head, () => _state, OnRewritten, logger);
        var scrubber = new Scrubber(connection, file.Handle, options.Path, checkpoints.TryCut);
        _clearing = new Clearing(_loop, scrubber, _head, time, logger, isOwed: Erasures.HasAny(connection));
        _watch = new FileWatch(file, _loop, time);
        Writer = new Writer(_loop, () => Head, ClearedAsync);
        Queries = new Queries(_readers, () => Head, () => _state, () => _epochs, _search, time);
        Imports = new Imports(Writer, file.OpenReader, () => Head, time);
        Gauges = new JournalGauges(this, _loop, _readers, options.Path);
        Watches = new Watches(_readers, _head, new DueClock(_readers, _head, time, logger));
    }

    /// <summary>Up to where the log is committed. What it names can be read.</summary>
    public Head Head => _head.Value;

    /// <summary>Whether it takes writes.</summary>
    public LogState State => _state;

    /// <summary>The ids under which it went on.</summary>
    public Epochs Epochs => _epochs;

    /// <summary>Up to which revision words can be found.</summary>
    public long SearchedRevision => Math.Min(_search.Reached, Head.Revision);

    /// <summary>Of what was erased up to here, no word is left in any of the journal's files.</summary>
    public long ClearedRevision => Math.Min(_clearing.Revision, Math.Min(_search.Cleared, Head.Revision));

    /// <summary>Records: the only way to write.</summary>
    public Writer Writer { get; }

    /// <summary>Reads, by subject.</summary>
    public Queries Queries { get; }

    /// <summary>Imports of many items.</summary>
    public Imports Imports { get; }

    /// <summary>What is recorded from a position on, as it comes.</summary>
    public Watches Watches { get; }

    /// <summary>What can be watched of it at any time.</summary>
    public JournalGauges Gauges { get; }

    /// <summary>
    /// Faults when the outcome of a commit is not known. Nothing is written from then on, and the process is to be stopped: SQLite would
    /// let its connection carry on after a sync that failed.
    /// </summary>
    public Task Fatal => _loop.Fatal;

    /// <summary>Opens the file, or creates it with a log of its own. Projections of other rules are rebuilt first.</summary>
    /// <exception cref="JournalException">It is held by another process, of another kind, or newer than this server.</exception>
    public static Task<JournalStore> OpenAsync(JournalOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken ct) =>
        Task.Run(() => Open(options, time, loggers.CreateLogger<JournalStore>(), ct), ct);

    /// <summary>What is not being committed after a time is refused (SHUTTING_DOWN), however much is left to derive.</summary>
    public void StopDecidingAfter(TimeSpan time) => _loop.StopDecidingAfter(time);

    /// <summary>Deletes the projections and derives them again from the journal. Writes wait; reads see what was there before.</summary>
    public async Task RebuildAsync(CancellationToken ct)
    {
        try
        {
            await MaintainAsync(() => Rebuild.Run(_connection, Head, _progress, _logger, ct)).ConfigureAwait(false);
            Queries.Forget();
            Watches.Forget();
        }
        catch (Exception failure) when (FileFaults.Of(Fatal.Exception?.GetBaseException().InnerException ?? failure, $"{_path} cannot be rebuilt") is { } told)
        {
            // It is one transaction: nothing of it is in the file.
            throw told;
        }
    }

    /// <summary>Takes no more writes: the log goes on elsewhere. What waits is written first.</summary>
    public Task SealAsync() => MaintainAsync(() =>
    {
        if (_state == LogState.Importing) throw new RefusedException(ErrorReason.LogSealed, "The log is being moved here; wait until it is whole.");
        Set(LogState.Sealed);
    });

    /// <summary>Takes writes again, after a move that was given up. A log that goes on in two places is two logs under one name.</summary>
    public Task UnsealAsync() => MaintainAsync(() => Set(LogState.Open));

    /// <summary>Takes over entries of a log that moves here, and tells up to where they are on the disk.</summary>
    public async Task<Head> TakeOverAsync(ImportJournalRequest part, CancellationToken ct)
    {
        await MaintainAsync(() =>
        {
            var (head, state) = Takeover.Run(_connection, Head, _state, part, ct);
            _head.Publish(head);
            _epochs = Epochs.Read(_connection);
            var isChanged = state != _state;
            _state = state;
            if (isChanged) StorageLog.StateChanged(_logger, head.LogId, state, head.Revision);
        }).ConfigureAwait(false);
        return Head;
    }

    /// <summary>Recomputes the chain up to a head from the bytes, and tells how far it is; what has a flaw is the last.</summary>
    public IEnumerable<Verified> Verify(Head head, CancellationToken ct) => Verifying.Chain(_path, head, ct);

    /// <summary>Derives the projections again in a copy beside the file, and compares them bit for bit. Null where nothing differs.</summary>
    public Flaw? VerifyProjections(CancellationToken ct) => Verifying.Projections(_path, progress: null, ct);

    /// <summary>Copies the journal as it is at one revision, while writing goes on. The file is the caller's to delete.</summary>
    public BackupFile Backup(CancellationToken ct) => Backups.Make(_path, TemporaryFile.NameBeside(_path), ct);

    /// <summary>Finishes what waits to be written, and leaves one file that is whole.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _clearing.DisposeAsync().ConfigureAwait(false);
        await _loop.DisposeAsync().ConfigureAwait(false);
        await Watches.Dues.DisposeAsync().ConfigureAwait(false);
        await _search.StopAsync().ConfigureAwait(false);
        // Who writes closes last, and so leaves one whole file.
        _readers.Dispose();
        _search.Dispose();
        await _connection.DisposeAsync().ConfigureAwait(false);
        _file.Dispose();
    }

    private async Task MaintainAsync(Action work)
    {
        var item = new MaintenanceItem(() =>
        {
            work();
            _file.CheckInPlace();
        });
        _loop.Enqueue(item);
        await item.Done.ConfigureAwait(false);
    }

    private void OnRewritten()
    {
        Queries.Forget();
        Watches.Forget();
        _clearing.Ask();
    }

    private async Task<bool> ClearedAsync(long revision, CancellationToken ct) =>
        await _clearing.ReachAsync(revision, ct).ConfigureAwait(false) && await _search.ReachAsync(revision, _time, ct).ConfigureAwait(false);

    /// <summary>Files that a server made which left them to everybody, or that a hand put there.</summary>
    private static void Tighten(string path, ILogger logger)
    {
        foreach (var file in SqliteFile.AllOf(path))
            if (PrivateFile.Tighten(file) is { } isDone) (isDone ? (Action<ILogger, string>)StorageLog.Tightened : StorageLog.OpenToOthers)(logger, file);
    }

    private void Set(LogState state)
    {
        LogRow.SetState(_connection, state);
        _state = state;
        StorageLog.StateChanged(_logger, Head.LogId, state, Head.Revision);
    }

    private static JournalStore Open(JournalOptions options, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        UnicodeForms.Check();
        options = options with { Path = JournalPath.Resolve(options.Path) };
        var isNew = new FileInfo(options.Path) is not { Exists: true, Length: > 0 };
        if (isNew && options.MustExist && !FoundLog.IsBeside(options.Path))
            throw new JournalException($"There is no journal {options.Path}; name the right file, mount its volume, or serve it without must-exist to create a new one.");
        var file = SqliteFile.Hold(options.Path);
        SqliteConnection? connection = null;
        try
        {
            Restores.CheckEnded(options.Path);
            TemporaryFile.DeleteLeft(options.Path);
            connection = file.OpenWriter(options);
            Tighten(options.Path, logger);
            Migrations.Apply(connection, options.Path, time.GetUtcNow());
            var log = LogRow.Read(connection, options.Path);
            if (Epochs.Problem(connection) is { } problem) throw new JournalException($"{options.Path} is damaged: {problem} Restore a backup.");
            var head = LastEntry.Head(connection, log.LogId);
            foreach (var copy in Migrations.CopiesOf(options.Path)) StorageLog.OldCopy(logger, copy);
            if (isNew) StorageLog.MadeNew(logger, head.LogId, options.Path);
            if (log.State == LogState.Backup)
                throw new JournalException($"{options.Path} is a backup of log {head.LogId} up to revision {head.Revision}; restore it: restore --from {options.Path} --data NEW.");
            if (!log.HasPresentProjections) Rebuild.Run(connection, head, options.Progress, logger, ct);
            StorageLog.Opened(logger, head.LogId, head.Revision, options.Path);
            return new JournalStore(file, connection, log, head, options, time, logger);
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            file.Dispose();
            if (FileFaults.Of(failure, $"{options.Path} cannot be opened as a journal") is { } told) throw told;
            throw;
        }
    }
}
