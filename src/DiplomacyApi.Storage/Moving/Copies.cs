using Dapper;
using DiplomacyApi.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Moving;

/// <summary>Files beside the journal's, and connections to them.</summary>
internal static class Copies
{
    /// <summary>An empty file that only its owner can read, as the words in it are those of the journal.</summary>
    public static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }

    /// <summary>Keeps the place of a file for one who makes it, until that is disposed.</summary>
    public static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException held) when (held is not DirectoryNotFoundException)
        {
            throw new JournalException($"Another process makes {path}; wait for it, or name another file.", held);
        }
    }

    public static SqliteConnection OpenRead(string path)
    {
        if (!File.Exists(path)) throw new JournalException($"There is no file {path}.");
        return Open(path, SqliteOpenMode.ReadOnly);
    }

    public static SqliteConnection Open(string path) => Open(path, SqliteOpenMode.ReadWrite);

    /// <summary>Refuses what is no journal of this server's schema.</summary>
    public static void CheckSchema(SqliteConnection connection, string path)
    {
        var version = Migrations.Check(connection, path);
        if (version < Migrations.Newest)
            throw new JournalException($"{path} has schema {version:000}, older than schema {Migrations.Newest:000} of this server; start the server on it once, or use the server that wrote it.");
    }

    /// <summary>Brings a file that is closed to the disk.</summary>
    public static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>With what SQLite keeps beside it.</summary>
    public static void Delete(string path)
    {
        foreach (var file in new[] { path, $"{path}-wal", $"{path}-shm", $"{path}-journal", $"{path}.lock" }) File.Delete(file);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = Connections.Open(path, mode);
            connection.Execute(new CommandDefinition("SELECT count(*) FROM sqlite_schema"));
            return connection;
        }
        catch (SqliteException failed)
        {
            connection?.Dispose();
            throw new JournalException($"{path} is damaged, or no journal: {failed.Message}", failed);
        }
    }
}
