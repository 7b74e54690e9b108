using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Storage.Sqlite.Files;

/// <summary>
/// Checkpoints of a write-ahead log, with how they ended: the pragma tells in a row, and not by an error, that it could not go to the end.
/// </summary>
internal static class WriteAheadLog
{
    /// <summary>Cuts the log to nothing. False: a reader needs it, or the disk is full.</summary>
    public static bool TryCut(SqliteConnection connection, TimeSpan wait) =>
        Checkpoint(connection, raw.SQLITE_CHECKPOINT_TRUNCATE, wait, out _);

    /// <summary>Brings into the database what no reader keeps from it, and tells how many pages the log has.</summary>
    public static bool TryAdvance(SqliteConnection connection, out int pages) =>
        Checkpoint(connection, raw.SQLITE_CHECKPOINT_PASSIVE, TimeSpan.Zero, out pages);

    private static bool Checkpoint(SqliteConnection connection, int mode, TimeSpan wait, out int pages)
    {
        raw.sqlite3_busy_timeout(connection.Handle, (int)wait.TotalMilliseconds);
        var result = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", mode, out pages, out _);
        raw.sqlite3_busy_timeout(connection.Handle, 0);
        if (result is raw.SQLITE_OK) return true;
        if (result is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL) return false;
        throw new SqliteException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), result);
    }
}
