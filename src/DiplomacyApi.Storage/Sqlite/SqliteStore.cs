using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Files;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Search;
using DiplomacyApi.Storage.Sqlite.Backup;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Sqlite.Journal;
using DiplomacyApi.Storage.Sqlite.Reading;
using DiplomacyApi.Storage.Sqlite.Schema;
using DiplomacyApi.Storage.Sqlite.Search;
using DiplomacyApi.Storage.Sqlite.Writing;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Stores;
using DiplomacyApi.Storage.Watermarks;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>A log in one SQLite file, held by this process alone.</summary>
internal sealed class SqliteStore : IStore
{
    private readonly SqliteFile _file;
    private readonly SqliteConnection _connection;
    private readonly Checkpoints _checkpoints;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private SqliteStore(
        SqliteFile file, SqliteConnection connection, LogRow log, Head head, JournalOptions options, TimeProvider time, ILogger logger)
    {
        (_file, _connection, _options, _time, _logger) = (file, connection, options, time, logger);
        (Head, State) = (head, log.State);
        _checkpoints = new Checkpoints(connection, options.WriteAheadLogBytesMax);
    }

    public string Name => _options.Path;

    public Head Head { get; }

    public LogState State { get; }

    public bool IsClearingOwed => Erasures.HasAny(_connection);

    public long? FreeBytes => new DriveInfo(Path.GetDirectoryName(_options.Path)!).AvailableFreeSpace;

    public IEnumerable<(string Kind, long Bytes)> Files => new[]
    {
        ("journal", _options.Path), ("journal_wal", $"{_options.Path}-wal"),
        ("search", SqliteFile.SearchPathOf(_options.Path)), ("search_wal", $"{SqliteFile.SearchPathOf(_options.Path)}-wal"),
    }.Select(one => (one.Item1, new FileInfo(one.Item2))).Where(one => one.Item2.Exists).Select(one => (one.Item1, one.Item2.Length));

    /// <summary>Opens the file, or creates it with a log of its own. Projections of other rules are derived again first.</summary>
    /// <exception cref="JournalException">It is held by another process, of another kind, or newer than this server.</exception>
    public static SqliteStore Open(JournalOptions options, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        options = options with { Path = JournalPath.Resolve(options.Path) };
        var isNew = new FileInfo(options.Path) is not { Exists: true, Length: > 0 };
        if (isNew && options.MustExist && !FoundLog.IsBeside(options.Path))
            throw new JournalException(
                $"There is no journal {options.Path}; name the right file, mount its volume, or serve it without must-exist to create a new one.");
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
            if (Epochs.Problem(connection) is { } problem)
                throw new JournalException($"{options.Path} is damaged: {problem} Restore a backup.");
            var head = LastEntry.Head(connection, log.LogId);
            foreach (var copy in Migrations.CopiesOf(options.Path)) StorageLog.OldCopy(logger, copy);
            if (isNew) StorageLog.MadeNew(logger, head.LogId, options.Path);
            if (log.State == LogState.Backup)
                throw new JournalException(
                    $"{options.Path} is a backup of log {head.LogId} up to revision {head.Revision}; restore it: restore --from {options.Path} --data NEW.");
            if (!log.HasPresentProjections) FileRebuild.Run(connection, head, options.Progress, logger, ct);
            return new SqliteStore(file, connection, log, head, options, time, logger);
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            file.Dispose();
            if (FileFaults.Of(failure, $"{options.Path} cannot be opened as a journal") is { } told) throw told;
            throw;
        }
    }

    public Reader OpenReader() => new SqliteReader(_file.OpenReader());

    public IWriteStore OpenWriter(PublishedLog log) => new WriteStore(_file, _connection, _checkpoints, log.Heads);

    public IScrubber OpenScrubber() => new Scrubber(_connection, _file.Handle, _options.Path, _checkpoints.TryCut);

    public ISearchIndex OpenSearch(Readers readers, Watermark<Head> head) =>
        new SearchWorker(_file, _options.ReadersMax, readers, head, _logger);

    public IStatementLookups? OpenLookups(Readers readers) => null;

    public IStoreWatch Watch(WriteLoop loop, PublishedLog log) => new FileWatch(_file, loop, _time);

    public JournalException? Explain(Exception fault, string what) => FileFaults.Of(fault, what);

    public RefusedException? RefusalOf(Exception fault) => null;

    public IEnumerable<Verified> Verify(Head head, CancellationToken ct) => Verifying.Chain(_options.Path, head, ct);

    public Flaw? VerifyProjections(CancellationToken ct) => Verifying.Projections(_options.Path, progress: null, ct);

    public BackupFile Backup(CancellationToken ct) => Backups.Make(_options.Path, TemporaryFile.NameBeside(_options.Path), ct);

    /// <summary>Who writes closes last, and so leaves one whole file.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        _file.Dispose();
    }

    /// <summary>Files that a server made which left them to everybody, or that a hand put there.</summary>
    private static void Tighten(string path, ILogger logger)
    {
        foreach (var file in SqliteFile.AllOf(path))
            if (PrivateFile.Tighten(file) is { } isDone)
                (isDone ? (Action<ILogger, string>)StorageLog.Tightened : StorageLog.OpenToOthers)(logger, file);
    }
}
