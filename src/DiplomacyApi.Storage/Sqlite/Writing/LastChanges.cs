using Dapper;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>Which entry last changed what a write may expect to be unchanged.</summary>
internal static class LastChanges
{
    private const string Segments =
        """
        SELECT max(CASE WHEN rev_until < 9223372036854775807 THEN rev_until ELSE max(rev_from, cut_rev) END) FROM segments
        WHERE kind IN (1, 2, 3, 4) AND subject = @name
        """;

    /// <summary>The revision; 0 where nothing has that name.</summary>
    public static long Of(SqliteConnection connection, string name, CancellationToken ct) => name[..name.IndexOf('/', StringComparison.Ordinal)] switch
    {
        "actors" => Max(connection, "SELECT max(rev_from) FROM actors WHERE name = @name", name, ct),
        "negotiations" => Max(connection,
            """
            SELECT max(revision) FROM (
              SELECT max(rev_from) AS revision FROM negotiations WHERE name = @name
              UNION ALL SELECT min(rev_from) FROM statements WHERE negotiation = @name GROUP BY revision)
            """, name, ct),
        "statements" => Math.Max(Max(connection, "SELECT max(rev_from) FROM statements WHERE name = @name", name, ct), Max(connection, Segments, name, ct)),
        _ => Math.Max(Max(connection, "SELECT min(revision) FROM makers WHERE made = @name", name, ct), Max(connection, Segments, name, ct)),
    };

    private static long Max(SqliteConnection connection, string sql, string name, CancellationToken ct) =>
        connection.QuerySingle<long?>(new CommandDefinition(sql, new { name }, cancellationToken: ct)) ?? 0;
}
