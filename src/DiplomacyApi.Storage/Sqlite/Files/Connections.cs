using Dapper;
using DiplomacyApi.Storage.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Storage.Sqlite.Files;

/// <summary>
/// Opens every connection to a database file. A file is data: what lies in it can neither change its own schema tables, nor call functions
/// with side effects, nor attach other files.
/// </summary>
internal static class Connections
{
    public static SqliteConnection Open(string path, SqliteOpenMode mode, int lockSecondsMax = 0)
    {
        // Connections are kept by their owners; a pool of the driver's own would outlive their locks.
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        if (lockSecondsMax > 0) settings.DefaultTimeout = lockSecondsMax;
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            Harden(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads a file as it is, without what lies beside it and without a lock: for one that nobody writes.</summary>
    public static SqliteConnection OpenImmutable(string path) =>
        Open(new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1", SqliteOpenMode.ReadOnly);

    /// <summary>Attaches a file of the server's own.</summary>
    public static void Attach(SqliteConnection connection, string file, string name) => WhileOneMayBeAttached(connection, () =>
        connection.Execute(new CommandDefinition($"ATTACH DATABASE @file AS {name}", new { file })));

    /// <summary>Copies what the connection sees into an empty file.</summary>
    public static void VacuumInto(SqliteConnection connection, string file, CancellationToken ct) => WhileOneMayBeAttached(connection, () =>
        connection.Execute(new CommandDefinition("VACUUM INTO @file", new { file }, cancellationToken: ct)));

    /// <summary>Runs what attaches a file, as VACUUM does by itself: the limit counts for it too.</summary>
    private static void WhileOneMayBeAttached(SqliteConnection connection, Action work)
    {
        raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_ATTACHED, 1);
        try
        {
            work();
        }
        finally
        {
            raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        }
    }

    private static void Harden(SqliteConnection connection)
    {
        Configure(connection, raw.SQLITE_DBCONFIG_DEFENSIVE, 1);
        Configure(connection, raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
        // Else a query with `LIMIT ?` is compiled again at each run, as its plan might depend on the number: 14 µs of a page of 100.
        Configure(connection, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1);
        raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        connection.Execute(new CommandDefinition("PRAGMA cell_size_check = 1"));
    }

    private static void Configure(SqliteConnection connection, int option, int value)
    {
        if (raw.sqlite3_db_config(connection.Handle, option, value, out var set) != raw.SQLITE_OK || set != value)
            throw new JournalException(
                $"SQLite {connection.ServerVersion} cannot be made to distrust the contents of a file, or to keep its plans; use the one that comes with the server.");
    }
}
