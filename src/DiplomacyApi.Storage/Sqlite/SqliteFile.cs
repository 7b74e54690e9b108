using Dapper;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>One database file, held by this process alone: its lock, its connections and their settings.</summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>How long another program's lock is waited for before a write is refused.</summary>
    private const int LockSecondsMax = 2;

    private const int SqliteFull = 13;

    private readonly string _path;
    private readonly FileStream _lock;

    private SqliteFile(string path, FileStream held) => (_path, _lock) = (path, held);

    /// <summary>Where the words of the log lie.</summary>
    public string SearchPath => _path + ".search";

    public static SqliteFile Hold(string path)
    {
        path = Path.GetFullPath(path);
        if (Path.GetDirectoryName(path) is { Length: > 0 } directory) Directory.CreateDirectory(directory);
        try
        {
            return new SqliteFile(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (FileFaults.IsHeld(held))
        {
            throw new JournalException($"{path} is held by another process; stop that one first, or name another file.", held);
        }
    }

    /// <summary>The connection of the one writer. Every commit is on the disk before it returns.</summary>
    public SqliteConnection OpenWriter(JournalOptions options)
    {
        FoundLog.Check(_path);
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
            // A bound below the present size is raised to it by SQLite, and so not read back.
            if (options.PagesMax > 0) Scalar(connection, $"PRAGMA max_page_count = {options.PagesMax}");
            SyncFound(connection);
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

    public void Dispose() => _lock.Dispose();

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
