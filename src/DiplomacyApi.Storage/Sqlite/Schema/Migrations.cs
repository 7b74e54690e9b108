using Dapper;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Backup;
using DiplomacyApi.Storage.Sqlite.Files;
using DiplomacyApi.Storage.Sqlite.Journal;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Schema;

/// <summary>Brings the journal's own tables to the schema of this build by the numbered scripts of Schema, all of them or none.</summary>
internal static class Migrations
{
    private const long ApplicationId = 0x4449504C;
    private const string CopySuffix = ".schema";

    /// <summary>The schema of this build.</summary>
    public static int Newest => Scripts.Numbered[^1].Number;

    /// <summary>
    /// The schema of a database; 0: it is empty. Refuses what is of something else, newer, or holds what its schema does not.
    /// </summary>
    public static long Check(SqliteConnection connection, string path)
    {
        var version = Number(connection, "PRAGMA user_version");
        if (version == 0
                ? Number(connection, "SELECT count(*) FROM sqlite_schema") > 0
                : Number(connection, "PRAGMA application_id") != ApplicationId)
            throw new JournalException($"{path} is a database, but not a journal; name another file.");
        if (version > Newest)
            throw new JournalException(
                $"{path} has schema {version:000}, newer than schema {Newest:000} of this server; use the server that wrote it, or a later one.");
        if (version > 0) SchemaCheck.Run(connection, version, path);
        return version;
    }

    /// <summary>
    /// A database that is migrated is copied first, beside it. One that was empty gets a log of its own in the same commit.
    /// </summary>
    public static void Apply(SqliteConnection connection, string path, DateTimeOffset now)
    {
        var version = Check(connection, path);
        if (version == Newest) return;
        if (version > 0) Copy(connection, path, $"{path}{CopySuffix}{version:000}");
        using var transaction = connection.BeginTransaction(deferred: false);
        RunAfter(version, connection);
        if (version == 0) LogRow.Create(connection, now);
        transaction.Commit();
    }

    /// <summary>Makes the tables of this build in an empty database, within the caller's transaction.</summary>
    public static void Create(SqliteConnection connection) => RunAfter(0, connection);

    private static void RunAfter(long version, SqliteConnection connection)
    {
        foreach (var script in Scripts.Numbered.Where(script => script.Number > version)) Scripts.Run(connection, script.Sql);
        Scripts.Run(connection, $"PRAGMA user_version = {Newest}");
    }

    /// <summary>The copies that migrations kept beside a journal. No erasure reaches them.</summary>
    public static IEnumerable<string> CopiesOf(string path) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}{CopySuffix}???");

    /// <summary>
    /// Keeps the file as it was, on the disk before anything changes. One that a migration that was cut left is of the same, and is made
    /// again.
    /// </summary>
    private static void Copy(SqliteConnection connection, string path, string kept)
    {
        using var part = TemporaryFile.Create(path);
        Connections.VacuumInto(connection, part.Path, CancellationToken.None);
        Copies.Sync(part.Path);
        File.Move(part.Path, kept, overwrite: true);
    }

    private static long Number(SqliteConnection connection, string sql) => connection.ExecuteScalar<long>(new CommandDefinition(sql));
}
