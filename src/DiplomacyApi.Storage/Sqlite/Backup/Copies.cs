using Dapper;
using DiplomacyApi.Storage.Files;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Sqlite.Schema;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Storage.Sqlite.Backup;

/// <summary>Files beside the journal's, and connections to them.</summary>
internal static class Copies
{
    /// <summary>An empty file that only its owner can read, as the words in it are those of the journal.</summary>
    public static void Create(string path)
    {
        using var file = PrivateFile.Open(path, FileMode.CreateNew, FileShare.Read);
    }

    /// <summary>Keeps the place of a file for one who makes it, until that is disposed.</summary>
    public static FileStream Hold(string path)
    {
        try
        {
            return PrivateFile.Open(path + ".lock", FileMode.OpenOrCreate, FileShare.None, FileOptions.DeleteOnClose);
        }
        catch (IOException held) when (FileFaults.IsHeld(held))
        {
            throw new JournalException($"Another process is writing {path}; wait for it, or name another file.", held);
        }
    }

    public static SqliteConnection OpenRead(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path)) throw new JournalException($"There is no file {path}; name one that exists.");
        try
        {
            return Checked(Connections.Open(path, SqliteOpenMode.ReadOnly));
        }
        catch (SqliteException failed) when (failed.SqliteErrorCode is raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN)
        {
            // Where nothing can be written SQLite cannot make what it keeps beside the file.
            if (FoundLog.IsBeside(path))
                throw new JournalException(
                    $"{path} has a write-ahead log beside it, which cannot be read in a read-only folder; copy both to a writable folder, and name the copy.",
                    failed);
            return Checked(Connections.OpenImmutable(path));
        }
    }

    public static SqliteConnection Open(string path) => Checked(Connections.Open(path, SqliteOpenMode.ReadWrite));

    /// <summary>Refuses what is no journal of this server's schema.</summary>
    public static void CheckSchema(SqliteConnection connection, string path)
    {
        var version = Migrations.Check(connection, path);
        if (version < Migrations.Newest)
            throw new JournalException(
                $"{path} has schema {version:000}, older than schema {Migrations.Newest:000} of this server; start the server on it once, or use the server that wrote it.");
    }

    /// <summary>Brings a file that is closed to the disk.</summary>
    public static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>A file that this server made, with what SQLite kept beside it. It never made a write-ahead log of one.</summary>
    public static void Delete(string path)
    {
        foreach (var file in new[] { path, $"{path}-journal" }) File.Delete(file);
    }

    private static SqliteConnection Checked(SqliteConnection connection)
    {
        try
        {
            connection.Execute(new CommandDefinition("SELECT count(*) FROM sqlite_schema"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
