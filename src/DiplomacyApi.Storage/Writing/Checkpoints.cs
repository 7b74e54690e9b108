using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// Brings what was committed from the write-ahead log into the database. SQLite would do it by itself after a commit, and pass over an error
/// of the sync in it: the log would be begun anew over what is not on the disk.
/// </summary>
internal sealed class Checkpoints
{
    /// <summary>Pages written to the write-ahead log before it is looked at again; what SQLite takes by itself.</summary>
    private const int PagesMax = 1_000;

    /// <summary>How long readers are waited for, where the log is to be cut.</summary>
    private const int WaitMilliseconds = 1_000;

    private readonly SqliteConnection _connection;
    private int _pages;
    private bool _mustCut;

    public Checkpoints(SqliteConnection connection)
    {
        _connection = connection;
        raw.sqlite3_wal_autocheckpoint(connection.Handle, 0);
    }

    /// <summary>What the log holds is to be gone: it is cut at the next checkpoint at which no reader needs it.</summary>
    public void Cut() => _mustCut = true;

    /// <summary>After a commit. Throws what cannot be passed over.</summary>
    public void Advance()
    {
        raw.sqlite3_db_status(_connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1);
        _pages += written;
        if (_mustCut) Run(raw.SQLITE_CHECKPOINT_TRUNCATE, WaitMilliseconds);
        else if (_pages >= PagesMax) Run(raw.SQLITE_CHECKPOINT_PASSIVE, 0);
    }

    private void Run(int mode, int wait)
    {
        raw.sqlite3_busy_timeout(_connection.Handle, wait);
        var result = raw.sqlite3_wal_checkpoint_v2(_connection.Handle, "main", mode, out _, out _);
        raw.sqlite3_busy_timeout(_connection.Handle, 0);
        _pages = 0;
        if (result == raw.SQLITE_OK) _mustCut = false;
        else if (result is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL))
            throw new OutcomeUnknownException(
                "What was committed could not be brought into the database.", new SqliteException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), result));
    }
}
