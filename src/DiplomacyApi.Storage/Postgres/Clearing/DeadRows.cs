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

    private DeadRows(string before, IReadOnlyList<string> tables) => (_before, _tables) = (before, tables);

    /// <summary>Those of tables that are dead now.</summary>
    public static DeadRows Of(NpgsqlConnection connection, IReadOnlyList<string> tables)
    {
        using var command = new NpgsqlCommand("SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text)", connection);
        return new((string)command.ExecuteScalar()!, tables);
    }

    /// <summary>
    /// Takes them out, while others read and write, and tells whether none is left: as the rows that stay are frozen besides, no
    /// transaction is left in a table that is older than its relfrozenxid.
    /// </summary>
    public async Task<bool> TryRemoveAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var table in _tables)
        {
            // Without cutting the file, for which readers would have to wait.
            await RunAsync(connection, $"VACUUM (FREEZE, TRUNCATE false) {table}", ct).ConfigureAwait(false);
        }
        using var command = new NpgsqlCommand(
            """
            SELECT count(*) FROM pg_class c WHERE age(c.relfrozenxid) > age(CAST(CAST($1 AS xid8) AS xid)) AND c.oid IN (
              SELECT unnest(ARRAY[t.oid, t.reltoastrelid]) FROM pg_class t WHERE t.relnamespace = to_regnamespace($2) AND t.relname = ANY ($3))
            """, connection)
        {
            Parameters =
            {
                new() { Value = _before }, new() { Value = PostgresDatabase.Schema }, new() { Value = _tables.ToArray() },
            },
        };
        return (long)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))! == 0;
    }

    /// <summary>Runs what may take long.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }
}
