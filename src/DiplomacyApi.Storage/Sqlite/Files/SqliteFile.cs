using Dapper;
using DiplomacyApi.Storage.Files;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Schema;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace DiplomacyApi.Storage.Sqlite.Files;

/// <summary>One database file, held by this process alone: its lock, its connections and their settings.</summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>How long another program's lock is waited for before a write is refused.</summary>
    private const int LockSecondsMax = 2;

    /// <summary>
    /// The pages that the writer's connection keeps. In what SQLite takes by itself, 2 MB, a large group has no room: its pages are
    /// written to the log before the commit, some of them more than once, and read again. In an import of 20,000 statements this saves a
    /// fifth of all writes of pages and a quarter of all reads.
    /// </summary>
    private const int WriterCacheKibibytes = 16 << 10;

    private const int SqliteFull = 13;

    private const string LockSuffix = ".lock";
    private const string SearchSuffix = ".search";

    private readonly string _path;
    private readonly FileStream _lock;
    private HeldFile? _held;
    private (string Path, FileIdentity Identity)[] _beside = [];

    private SqliteFile(string path, FileStream held) => (_path, _lock) = (path, held);

    /// <summary>All files of a journal that hold what was recorded, and its lock.</summary>
    public static IEnumerable<string> AllOf(string path) =>
        [path, .. Beside(path), path + SearchSuffix, .. Beside(path + SearchSuffix), path + LockSuffix];

    /// <summary>The database, for what is done to it beneath SQLite. It must not be closed.</summary>
    public SafeFileHandle Handle => _held!.Handle;

    /// <summary>Where the words of the log lie.</summary>
    public string SearchPath => SearchPathOf(_path);

    /// <summary>Where the words of a log lie, by the path of its journal.</summary>
    public static string SearchPathOf(string path) => path + SearchSuffix;

    /// <summary>Holds the place of a journal, and the journal where there is one.</summary>
    /// <exception cref="JournalException">It is held by another process, has several names, or there is no folder for it.</exception>
    public static SqliteFile Hold(string path)
    {
        path = JournalPath.Resolve(path);
        if (Directory.Exists(path))
            throw new JournalException($"{path} is a folder; name a file in it, such as {Path.Combine(path, "journal.db")}.");
        if (Path.GetDirectoryName(path) is var folder && !Directory.Exists(folder))
            throw new JournalException($"There is no folder {folder}; create it, mount it, or name another file.");
        SqliteFile file;
        try
        {
            file = new SqliteFile(path, PrivateFile.Open(path + LockSuffix, FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException held) when (FileFaults.IsHeld(held))
        {
            throw HeldElsewhere(path, held);
        }
        try
        {
            if (File.Exists(path)) file.Take();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether the database and what SQLite keeps beside it are still the files at their paths. What is written to a file that was moved or
    /// removed is found by nobody.
    /// </summary>
    public bool IsInPlace =>
        _held is not { IsInPlace: false } && _beside.All(one => LinuxFiles.StatusOf(one.Path)?.Identity == one.Identity);

    /// <summary>After a commit, and before it is acknowledged.</summary>
    /// <exception cref="OutcomeUnknownException">It is in a file that is not at its path any more.</exception>
    public void CheckInPlace()
    {
        if (!IsInPlace) throw Lost();
    }

    public OutcomeUnknownException Lost()
    {
        var message = $"{_path}, or its -wal or -shm, was moved, removed or replaced while it was served; put them back together, and start the server again.";
        return new OutcomeUnknownException(message, new JournalException(message));
    }

    /// <summary>The connection of the one writer. Every commit is on the disk before it returns.</summary>
    public SqliteConnection OpenWriter(JournalOptions options)
    {
        FoundLog.Check(_path);
        if (_held is null) Take();
        var connection = Connections.Open(_path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            if (Version.Parse(connection.ServerVersion) < options.SqliteOldest)
                throw new JournalException($"SQLite {connection.ServerVersion} is too old: {options.SqliteOldest} or later is needed.");
            Migrations.Check(connection, _path);
            connection.DefaultTimeout = LockSecondsMax;
            Set(connection, "journal_mode", "wal");
            Set(connection, "synchronous", "2");
            Set(connection, "foreign_keys", "1");
            Set(connection, "secure_delete", "1");
            Set(connection, "cache_size", $"{-WriterCacheKibibytes}");
            // A bound below the present size is raised to it by SQLite, and so not read back.
            if (options.PagesMax > 0) Scalar(connection, $"PRAGMA max_page_count = {options.PagesMax}");
            SyncFound(connection);
            _beside = [.. Beside(_path).Select(beside => (beside, LinuxFiles.StatusOf(beside)?.Identity))
                .Where(one => one.Identity is not null)
                .Select(one => (one.beside, one.Identity!.Value))];
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection for reading.</summary>
    public SqliteConnection OpenReader() => OpenReader(words: null);

    /// <summary>A connection for reading, with the words of the log as `search`.</summary>
    public SqliteConnection OpenSearcher() => OpenReader(SearchPath);

    public void Dispose()
    {
        _held?.Dispose();
        _lock.Dispose();
    }

    /// <summary>What SQLite keeps beside a database.</summary>
    private static string[] Beside(string path) => [$"{path}-wal", $"{path}-shm"];

    private void Take()
    {
        try
        {
            _held = HeldFile.TryTake(_path) ?? throw HeldElsewhere(_path, null);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new JournalException($"{_path} cannot be opened for reading and writing: {denied.Message}", denied);
        }
    }

    private static JournalException HeldElsewhere(string path, IOException? held) =>
        new($"{path} is held by another process; stop that one first, or name another file.", held);

    /// <summary>
    /// What a process that died had written may be in the system's memory alone, or, after a sync that failed, never reach the disk from
    /// there. It is read like any other, so it is written into the database and synced before it is told.
    /// </summary>
    private static void SyncFound(SqliteConnection connection)
    {
        try
        {
            Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException full) when (full.SqliteErrorCode == SqliteFull)
        {
            // The log itself was synced before there was no room in the database, and stays where it is.
        }
    }

    private SqliteConnection OpenReader(string? words)
    {
        var connection = Connections.Open(_path, SqliteOpenMode.ReadOnly);
        try
        {
            if (words is not null) Connections.Attach(connection, words, "search");
            Set(connection, "query_only", "1");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Set(SqliteConnection connection, string pragma, string value)
    {
        Scalar(connection, $"PRAGMA {pragma} = {value}");
        if (Scalar(connection, $"PRAGMA {pragma}") is var read && read != value)
            throw new JournalException($"{_path}: {pragma} is {read} where {value} was asked for.");
    }

    private static string? Scalar(SqliteConnection connection, string sql) =>
        connection.ExecuteScalar<string>(new CommandDefinition(sql));
}
