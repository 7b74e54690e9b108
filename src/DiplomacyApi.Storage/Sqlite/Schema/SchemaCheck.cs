using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Dapper;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Files;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Schema;

/// <summary>One row of sqlite_schema. The text is compared without its line ends and indents, which differ between checkouts.</summary>
internal readonly partial record struct SchemaObject(string Type, string Name, string Table, string? Sql)
{
    public static HashSet<SchemaObject> Of(SqliteConnection connection) => [.. connection
        .Query<(string Type, string Name, string Table, string? Sql)>(new CommandDefinition(
            "SELECT CAST(type AS TEXT), CAST(name AS TEXT), CAST(tbl_name AS TEXT), CAST(sql AS TEXT) FROM sqlite_schema"))
        .Select(row => new SchemaObject(row.Type, row.Name, row.Table, row.Sql is null ? null : Space().Replace(row.Sql, " ")))];

    /// <summary>What scripts make in an empty database.</summary>
    public static HashSet<SchemaObject> MadeBy(IEnumerable<string> scripts)
    {
        using var connection = Connections.Open(":memory:", SqliteOpenMode.Memory);
        foreach (var script in scripts) Scripts.Run(connection, script);
        return Of(connection);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

/// <summary>
/// Compares the schema of a file with what this server's own scripts make. A trigger, a view or a table's name is code to SQLite, and so is
/// looked at before anything else is asked of a file that others may have written.
/// </summary>
internal static class SchemaCheck
{
    private static readonly ConcurrentDictionary<long, HashSet<SchemaObject>> Kept = [];

    /// <summary>Refuses a file by the first object that is not of its schema, or that is missing.</summary>
    public static void Run(SqliteConnection connection, long version, string path)
    {
        var kept = Kept.GetOrAdd(version, number =>
            SchemaObject.MadeBy(Scripts.Numbered.Where(script => script.Number <= number).Select(script => script.Sql)));
        var found = SchemaObject.Of(connection);
        foreach (var foreign in found.Where(one => !kept.Contains(one) && !Projections.MayHold(one))
                .OrderBy(one => one.Name, StringComparer.Ordinal))
            throw new JournalException(
                $"{path} holds {Shown(foreign)}, which no server of schema {version:000} makes, so somebody changed the file; restore a backup.");
        foreach (var missing in kept.Where(one => !found.Contains(one)).OrderBy(one => one.Name, StringComparer.Ordinal))
            throw new JournalException(
                $"{path} lacks {Shown(missing)} of schema {version:000}, so somebody changed the file; restore a backup.");
    }

    private static string Shown(SchemaObject one) => $"the {one.Type} {PlainName.Of(one.Name)}";
}

/// <summary>A name out of a file as it is shown in a message: short, on one line, with nothing that a terminal obeys.</summary>
internal static partial class PlainName
{
    private const int CharactersMax = 60;

    public static string Of(string name)
    {
        var plain = Unprintable().Replace(name, "?");
        return $"'{(plain.Length > CharactersMax ? plain[..CharactersMax] + "…" : plain)}'";
    }

    [GeneratedRegex(@"[\p{C}\p{Zl}\p{Zp}]")]
    private static partial Regex Unprintable();
}
