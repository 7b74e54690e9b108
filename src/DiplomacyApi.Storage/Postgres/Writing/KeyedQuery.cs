using System.Text.RegularExpressions;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>
/// Texts as the writer runs them. It looks for lists of names, each by a key; but PostgreSQL plans while tables are small, keeps the plan,
/// and may go through a whole table and look up its rows in the list. Of an array it knows that it is one, and asks an index for it.
/// </summary>
internal static partial class KeyedQuery
{
    public static string Of(string sql) =>
        AllKinds().Replace(List().Replace(sql, list => $"= ANY (ARRAY{list.Groups[1].Value})"), "");

    [GeneratedRegex(@"IN (\(SELECT (?:value|CAST\(value AS BIGINT\)) FROM json_each\(\?\d\)\))")]
    private static partial Regex List();

    // It leads SQLite to its index of segments, and PostgreSQL to one that begins with the kind.
    [GeneratedRegex(@"\bkind IN \(1, 2, 3, 4, 5\) AND ")]
    private static partial Regex AllKinds();
}
