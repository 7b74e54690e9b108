using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>Brings a database to the schema of this build by the numbered scripts of Schema, all of them or none.</summary>
internal static class Migrations
{
    private const long ApplicationId = 0x4449504C;

    public static void Apply(SqliteConnection connection, string path)
    {
        var version = Number(connection, "PRAGMA user_version");
        if (version == 0 ? Number(connection, "SELECT count(*) FROM sqlite_schema") > 0 : Number(connection, "PRAGMA application_id") != ApplicationId)
            throw new JournalException($"{path} is a database of something else; name another file.");

        var scripts = Scripts();
        var newest = scripts[^1].Number;
        if (version > newest)
            throw new JournalException($"{path} has schema {version:000}, newer than schema {newest:000} of this server; use the server that wrote it, or a later one.");
        if (version == newest) return;

        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var script in scripts.Where(script => script.Number > version))
            connection.Execute(new CommandDefinition(script.Sql, transaction: transaction));
        connection.Execute(new CommandDefinition($"PRAGMA user_version = {newest}", transaction: transaction));
        transaction.Commit();
    }

    private static List<(int Number, string Sql)> Scripts()
    {
        var assembly = typeof(Migrations).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => (NumberOf(name), Read(name)))
            .OrderBy(script => script.Item1)];

        // DiplomacyApi.Storage.Schema.001_journal.sql
        static int NumberOf(string name) => int.Parse(name.Split('.')[^2].Split('_')[0], CultureInfo.InvariantCulture);

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }

    private static long Number(SqliteConnection connection, string sql) => connection.ExecuteScalar<long>(new CommandDefinition(sql));
}
