using Dapper;
using DiplomacyApi.Domain;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>
/// Brings what was committed from the write-ahead log into the database. SQLite would do it by itself after a commit, and pass over an
/// error of the sync in it: the log would be begun anew over what is not on the disk.
/// </summary>
internal sealed class Checkpoints
{
    /// <summary>Pages written to the write-ahead log before it is looked at again; what SQLite takes by itself.</summary>
    private const int PagesMax = 1_000;

    private readonly SqliteConnection _connection;
    private readonly long _logPagesMax;
    private int _pages;

    public Checkpoints(SqliteConnection connection, long logBytesMax)
    {
        _connection = connection;
        _logPagesMax = logBytesMax / connection.ExecuteScalar<int>(new CommandDefinition("PRAGMA page_size"));
        raw.sqlite3_wal_autocheckpoint(connection.Handle, 0);
    }

    /// <summary>After a commit. Throws what cannot be passed over.</summary>
    public void Advance()
    {
        raw.sqlite3_db_status(_connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1);
        _pages += written;
        if (_pages < PagesMax) return;
        var pages = 0;
        Run(() => WriteAheadLog.TryAdvance(_connection, out pages));
        // Readers of which one is always there keep the log from beginning anew by itself; those that begin meanwhile need it no more.
        if (pages > _logPagesMax) TryCut();
    }

    /// <summary>Cuts the log to nothing, where no reader needs it for longer than a moment.</summary>
    public bool TryCut() => Run(() => WriteAheadLog.TryCut(_connection, Limits.LogCutWaitMax));

    private bool Run(Func<bool> checkpoint)
    {
        _pages = 0;
        try
        {
            return checkpoint();
        }
        catch (SqliteException failed)
        {
            throw new OutcomeUnknownException("What was committed could not be brought into the database.", failed);
        }
    }
}
