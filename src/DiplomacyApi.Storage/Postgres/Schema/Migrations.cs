using Dapper;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Journal;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Schema;

/// <summary>
/// Brings the journal's own tables to the schema of this build by the numbered scripts of Schema, all of them or none. Servers that start
/// at once do it one after the other.
/// </summary>
internal static class Migrations
{
    private const long LockKey = 0x4449504C;

    /// <summary>The schema of this build.</summary>
    public static int Newest => Scripts.Numbered[^1].Number;

    /// <summary>
    /// In a database without a log one begins in the same commit; tells whether. A schema that is newer, or of something else, is refused.
    /// </summary>
    public static bool Apply(NpgsqlConnection connection, string name, DateTimeOffset now)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(new CommandDefinition("SELECT pg_advisory_xact_lock(@key)", new { key = LockKey }));
        var version = Check(connection, name);
        if (version == Newest) return false;
        if (version > 0) Presence.CheckAlone(connection, name);
        if (version == 0) connection.Execute(new CommandDefinition($"CREATE SCHEMA IF NOT EXISTS {PostgresDatabase.Schema}"));
        foreach (var script in Scripts.Numbered.Where(script => script.Number > version))
            connection.Execute(new CommandDefinition(script.Sql));
        if (version == 0)
        {
            Projections.Recreate(connection);
            LogRow.Create(connection, now);
        }
        else
        {
            connection.Execute(new CommandDefinition("UPDATE log SET schema = @newest", new { newest = Newest }));
        }
        transaction.Commit();
        return version == 0;
    }

    /// <summary>Refuses a database that this build can only read once a server of it has written there.</summary>
    public static void CheckPresent(NpgsqlConnection connection, string name)
    {
        if (Check(connection, name) is var version && version == 0)
            throw new JournalException($"There is no journal in {name}; name a standby of the database that has one.");
        if (version < Newest || !LogRow.Read(connection, name).HasPresentProjections)
            throw new JournalException($"{name} was written by an older version; start a server of this version that writes to it first.");
    }

    /// <summary>The schema of a database; 0: it has no log. Refuses one that is newer, or of something else.</summary>
    public static int Check(NpgsqlConnection connection, string name)
    {
        var encoding = connection.QuerySingle<string>(new CommandDefinition("SELECT current_setting('server_encoding')"));
        if (encoding != "UTF8") throw new JournalException($"{name} is encoded in {encoding}; create a database with ENCODING 'UTF8'.");
        var (tables, isLog) = connection.QuerySingle<(long, bool)>(new CommandDefinition(
            """
            SELECT count(*), coalesce(bool_or(relname = 'log' AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = c.oid AND attname = 'head_revision')), false)
            FROM pg_class c WHERE relnamespace = to_regnamespace(@schema)
            """,
            new { schema = PostgresDatabase.Schema }));
        if (tables == 0) return 0;
        if (!isLog)
            throw new JournalException($"{name} has a schema '{PostgresDatabase.Schema}' that is not a journal; name another database.");
        var version = LogRow.Read(connection, name).Schema;
        if (version > Newest)
            throw new JournalException(
                $"{name} has schema {version:000}, newer than schema {Newest:000} of this server; use the server that wrote it, or a later one.");
        return version;
    }
}
