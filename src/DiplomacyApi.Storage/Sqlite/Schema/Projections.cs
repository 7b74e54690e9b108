using Dapper;
using DiplomacyApi.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Schema;

/// <summary>
/// The tables that are derived from the journal. They have no migrations: where the script that makes them has changed, or a message that
/// they keep, they are thrown away, made again, and filled from the journal; likewise where names fold to something else.
/// </summary>
internal static class Projections
{
    private const string ScriptName = "projections.sql";

    private static readonly string Script = Scripts.Read(ScriptName);

    private static readonly HashSet<SchemaObject> Made = SchemaObject.MadeBy([Script]);

    /// <summary>
    /// Tables that earlier builds derived and this one does not, each with its indexes: a file that holds them is not damaged, and they are
    /// dropped.
    /// </summary>
    private static readonly IReadOnlyDictionary<string, string[]> Former = new Dictionary<string, string[]>
    {
        // 0.1.0, and builds on the way to 0.2.0.
        ["spans"] = ["spans_since", "spans_early", "spans_of", "spans_owed", "spans_due", "spans_promised"],
    };

    private static readonly HashSet<(string, string, string)> Names =
    [
        .. Made.Select(one => (one.Type, one.Name, one.Table)),
        .. Former.SelectMany(table => table.Value.Select(index => ("index", index, table.Key)).Prepend(("table", table.Key, table.Key))),
    ];

    /// <summary>What tells this build's tables, how names in them are folded and which messages they keep, from others.</summary>
    public static readonly string Hash = ProjectionsHash.Of(Script);

    /// <summary>By their names.</summary>
    public static IReadOnlyList<string> Tables { get; } =
        [.. Made.Where(one => one.Type == "table").Select(one => one.Name).Order(StringComparer.Ordinal)];

    /// <summary>Whether an object is a plain table or index under a name of these, whichever build made it.</summary>
    public static bool MayHold(SchemaObject one) =>
        Names.Contains((one.Type, one.Name, one.Table))
        && one.Sql?.StartsWith("CREATE VIRTUAL ", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>Whether a database has just these, as this build makes them.</summary>
    public static bool AreIn(SqliteConnection connection)
    {
        var found = SchemaObject.Of(connection);
        return Made.All(found.Contains) && !found.Any(one => Former.ContainsKey(one.Table));
    }

    /// <summary>Drops all of them, and what earlier builds derived, and makes them empty, within the caller's transaction.</summary>
    public static void Recreate(SqliteConnection connection)
    {
        foreach (var table in Tables.Concat(Former.Keys)) connection.Execute(new CommandDefinition($"DROP TABLE IF EXISTS \"{table}\""));
        Scripts.Run(connection, Script);
    }
}
