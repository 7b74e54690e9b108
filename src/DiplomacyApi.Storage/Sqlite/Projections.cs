using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>
/// The tables that are derived from the journal. They have no migrations: where the script that makes them has changed, they are thrown
/// away, made by the new one, and filled from the journal.
/// </summary>
internal static class Projections
{
    private const string ScriptName = "projections.sql";

    private static readonly string Script = Scripts.Read(ScriptName);

    // Everything but these is derived.
    private static readonly string[] Kept = ["log", "journal", "payload", "epochs"];

    /// <summary>What tells this build's tables from others.</summary>
    public static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Script)));

    /// <summary>Those that a database has.</summary>
    public static IReadOnlyList<string> Of(SqliteConnection connection) => [.. connection
        .Query<string>(new CommandDefinition("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")).Except(Kept)];

    /// <summary>Drops all of them and makes them empty, within the caller's transaction.</summary>
    public static void Recreate(SqliteConnection connection)
    {
        foreach (var table in Of(connection)) connection.Execute(new CommandDefinition($"DROP TABLE \"{table}\""));
        Scripts.Run(connection, Script);
    }
}
