using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Clearing;

/// <summary>
/// Takes out of tables the versions of rows that were replaced or deleted. PostgreSQL keeps them while a transaction may still see them,
/// of whatever program on the database, or on a standby that reports what it reads; then it is to be tried again.
/// </summary>
internal sealed class DeadRows
{
    private readonly string _before;
    private readonly IReadOnlyList<string> _tables;

    private DeadRows(NpgsqlConnection connection, string before, IReadOnlyList<string> tables)
    {
        using var command = new NpgsqlCommand(before, connection);
        (_before, _tables) = ((string)command.ExecuteScalar()!, tables);
    }

    /// <summary>Those of tables that are dead now.</summary>
    public static DeadRows Of(NpgsqlConnection connection, IReadOnlyList<string> tables) =>
        new(connection, "SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text)", tables);

    /// <summary>
    /// Those that the last write of the log left dead, and any before: whichever server asks after an erasure, it is the same until more
    /// is written.
    /// </summary>
    public static DeadRows OfLog(NpgsqlConnection connection, IReadOnlyList<string> tables) => new(connection,
        """
        SELECT CASE WHEN age(xmin) > 0 THEN CAST(greatest((CAST(CAST(xmin AS text) AS bigint) + 1) % 4294967296, 3) AS text)
          ELSE CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) END FROM log
        """, tables);

    /// <summary>
    /// Takes them out, while others read and write, and tells whether none is left. Tables that another server has cleared are passed over.
    /// </summary>
    public async Task<bool> TryRemoveAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var table in await LeftAsync(connection, ct).ConfigureAwait(false))
        {
            // Without cutting the file, for which readers would have to wait.
            await RunAsync(connection, $"VACUUM (FREEZE, TRUNCATE false) {table}", ct).ConfigureAwait(false);
        }
        return (await LeftAsync(connection, ct).ConfigureAwait(false)).Count == 0;
    }

    /// <summary>Runs what may take long.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>
    /// The tables where some may be left: as the rows that stay are frozen besides, no transaction is left in a table that is older than
    /// its relfrozenxid.
    /// </summary>
    private async Task<List<string>> LeftAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT t.relname FROM pg_class t LEFT JOIN pg_class long ON long.oid = t.reltoastrelid
            WHERE t.relnamespace = to_regnamespace($2) AND t.relname = ANY ($3)
              AND greatest(age(t.relfrozenxid), age(long.relfrozenxid)) > age(CAST(CAST($1 AS xid8) AS xid))
            """, connection)
        {
            Parameters =
            {
                new() { Value = _before }, new() { Value = PostgresDatabase.Schema }, new() { Value = _tables.ToArray() },
            },
        };
        using var rows = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        var left = new List<string>();
        while (await rows.ReadAsync(ct).ConfigureAwait(false)) left.Add(rows.GetString(0));
        return left;
    }
}
