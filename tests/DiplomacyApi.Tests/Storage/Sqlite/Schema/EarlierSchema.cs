using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Tests.Storage.Sqlite.Schema;

/// <summary>Makes of a journal's file what an earlier server would have made of its log.</summary>
internal static class EarlierSchema
{
    /// <summary>
    /// Puts the log into a database made by the scripts of a folder up to a number, with no projections, as they are derived.
    /// </summary>
    public static void Make(string path, int schema, string folder)
    {
        File.Move(path, path + ".now");
        using var connection = Connect(path);
        foreach (var script in Directory.EnumerateFiles(folder, "*_*.sql")
                .Order().Where(script => int.Parse(Path.GetFileName(script)[..3], CultureInfo.InvariantCulture) <= schema))
            Run(connection, File.ReadAllText(script));
        Run(connection, $"""
            PRAGMA user_version = {schema};
            ATTACH DATABASE '{path}.now' AS now;
            INSERT INTO log (only, log_id, created_time, rules_version) SELECT only, log_id, created_time, 0 FROM now.log;
            INSERT INTO journal SELECT * FROM now.journal;
            INSERT INTO payload (revision, salt, bytes, request_hash) SELECT revision, salt, bytes, request_hash FROM now.payload;
            DETACH DATABASE now;
            """);
        File.Delete(path + ".now");
    }

    /// <summary>Marks what is derived as made by earlier rules.</summary>
    public static void ForgetRules(string path)
    {
        using var connection = Connect(path);
        Run(connection, "UPDATE log SET rules_version = 0");
    }

    /// <summary>
    /// Marks what is derived as made by the rules of a number, by which a meeting was called off from when it was proposed.
    /// </summary>
    public static void CallOffByRules(string path, int rules)
    {
        using var connection = Connect(path);
        Run(connection, $"""
            DELETE FROM segments WHERE subject = 'meetings/summit' AND (until_time < 9223372036854775807 OR rev_until < 9223372036854775807);
            UPDATE segments SET from_time = 0 WHERE subject = 'meetings/summit';
            UPDATE log SET rules_version = {rules};
            """);
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
