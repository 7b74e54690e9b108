using Dapper;
using DiplomacyApi.Storage.Moving;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>Brings the journal's own tables to the schema of this build by the numbered scripts of Schema, all of them or none.</summary>
internal static class Migrations
{
    private const long ApplicationId = 0x4449504C;

    /// <summary>The schema of this build.</summary>
    public static int Newest => Scripts.Numbered[^1].Number;

    /// <summary>The schema of a database; 0: it is empty. Refuses what is of something else, or newer.</summary>
    public static long VersionOf(SqliteConnection connection, string path)
    {
        var version = Number(connection, "PRAGMA user_version");
        if (version == 0 ? Number(connection, "SELECT count(*) FROM sqlite_schema") > 0 : Number(connection, "PRAGMA application_id") != ApplicationId)
            throw new JournalException($"{path} is a database of something else; name another file.");
        if (version > Newest)
            throw new JournalException($"{path} has schema {version:000}, newer than schema {Newest:000} of this server; use the server that wrote it, or a later one.");
        return version;
    }

    /// <summary>A database that is migrated is copied first, beside it.</summary>
    public static void Apply(SqliteConnection connection, string path, bool keepsCopy = true)
    {
        var version = VersionOf(connection, path);
        if (version == Newest) return;
        if (version > 0 && keepsCopy) Copy(connection, $"{path}.schema{version:000}");
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var script in Scripts.Numbered.Where(script => script.Number > version))
            Scripts.Run(connection, script.Sql);
        connection.Execute(new CommandDefinition($"PRAGMA user_version = {Newest}", transaction: transaction));
        transaction.Commit();
    }

    /// <summary>Keeps the file as it was, on the disk before anything changes. One that a migration that was cut left is of the same, and is made again.</summary>
    private static void Copy(SqliteConnection connection, string path)
    {
        var part = path + ".part";
        Copies.Delete(part);
        try
        {
            Copies.Create(part);
            connection.Execute(new CommandDefinition("VACUUM INTO @part", new { part }));
            Copies.Sync(part);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            Copies.Delete(part);
        }
    }

    private static long Number(SqliteConnection connection, string sql) => connection.ExecuteScalar<long>(new CommandDefinition(sql));
}
