using System.Text.RegularExpressions;
using Dapper;
using DiplomacyApi.Storage.Journal;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Schema;

/// <summary>
/// The tables that are derived from the journal. They have no migrations: those of another build are thrown away, made again, and filled
/// from the journal.
/// </summary>
internal static partial class Projections
{
    private static readonly string Script = Scripts.Read("projections.sql");

    private static readonly string[] OfJournal = [.. Scripts.Numbered.SelectMany(script => TablesOf(script.Sql))];

    /// <summary>What tells this build's tables, how names in them are folded and which messages they keep, from others.</summary>
    public static readonly string Hash = ProjectionsHash.Of(Script);

    /// <summary>By their names.</summary>
    public static IReadOnlyList<string> Tables { get; } = [.. TablesOf(Script).Order(StringComparer.Ordinal)];

    /// <summary>Makes them empty, within the caller's transaction, in place of those that any build derived.</summary>
    public static void Recreate(NpgsqlConnection connection)
    {
        var derived = connection.Query<string>(new CommandDefinition(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = @schema AND tablename <> ALL (@ofJournal)",
            new { schema = PostgresDatabase.Schema, ofJournal = OfJournal })).AsList();
        foreach (var table in derived) connection.Execute(new CommandDefinition($"DROP TABLE {table}"));
        connection.Execute(new CommandDefinition(Script));
    }

    private static IEnumerable<string> TablesOf(string script) => Made().Matches(script).Select(table => table.Groups[1].Value);

    [GeneratedRegex(@"^CREATE TABLE (\w+)", RegexOptions.Multiline)]
    private static partial Regex Made();
}
