using Dapper;
using DiplomacyApi.Storage.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Storage.Sqlite.Files;

/// <summary>
/// A write-ahead log that lies beside a file. Its writer died, and it holds what was acknowledged last; or the file was put in the place of
/// the one that it belongs to. SQLite tells neither from the other: it takes whatever lies there for the file's own, and writes it into it.
/// </summary>
internal static class FoundLog
{
    /// <summary>Refuses what lies beside the place of a file that is yet to be made.</summary>
    public static void CheckNone(string path)
    {
        foreach (var found in new[] { $"{path}-wal", $"{path}-shm", $"{path}-journal" })
            if (File.Exists(found))
                throw new JournalException(
                    $"{found} is of another file of this name, and may hold the last of its entries; move it to where that file is now, or name another file.");
    }

    /// <summary>Whether there is one that holds anything.</summary>
    public static bool IsBeside(string path) => new FileInfo($"{path}-wal") is { Exists: true, Length: > 0 };

    /// <summary>Refuses one that is not of the file, before anything is written. To be called by whoever holds the file alone.</summary>
    public static void Check(string path)
    {
        if (!IsBeside(path)) return;
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            throw new JournalException(
                $"{path} is not there, but its write-ahead log {path}-wal is, which may hold the last entries; put the file back beside it, or move the log away.");
        var before = IdWithout(path);
        using var connection = Connections.Open(path, SqliteOpenMode.ReadOnly);
        // The last connection that is closed would write the log into the file.
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        if (!IsWhole(connection) || (before is not null && IdOf(connection) != before))
            throw new JournalException(
                $"{path} does not fit its write-ahead log {path}-wal: the file was replaced, or is damaged. Move the log away if the file was put here after it, or restore a backup.");
    }

    /// <summary>
    /// The id of the log as the file says without what lies beside it; null where it holds nothing yet, as then a log may have been moved
    /// into it, or where it cannot be read, as its writer may have died in the middle of a checkpoint.
    /// </summary>
    private static string? IdWithout(string path)
    {
        try
        {
            using var connection = Connections.OpenImmutable(path);
            return connection.ExecuteScalar<bool>(new CommandDefinition("SELECT EXISTS (SELECT 1 FROM journal)")) ? IdOf(connection) : null;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static string? IdOf(SqliteConnection connection) =>
        connection.ExecuteScalar<string?>(new CommandDefinition("SELECT log_id FROM log"));

    private static bool IsWhole(SqliteConnection connection)
    {
        try
        {
            return connection.ExecuteScalar<string>(new CommandDefinition("PRAGMA quick_check(1)")) == "ok";
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return false;
        }
    }
}
