using System.Diagnostics;
using Npgsql;

namespace DiplomacyApi.Benchmarks.Floors;

/// <summary>
/// The least that the same rows cost in PostgreSQL: those of a log are copied, by COPY in one transaction, into empty tables with the same
/// columns and indexes. Nothing is checked, derived or updated.
/// </summary>
internal sealed class PlainCopies
{
    private const string Tables =
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'diplomacy' AND table_name <> 'log' ORDER BY table_name";

    private readonly NpgsqlDataSource _source;
    private readonly List<(string Table, byte[] Rows)> _rows = [];

    private PlainCopies(NpgsqlDataSource source) => _source = source;

    /// <summary>The statements whose rows these are.</summary>
    public int Statements { get; private set; }

    /// <summary>Reads all rows that are there.</summary>
    public static async Task<PlainCopies> ReadAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var copies = new PlainCopies(source);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var tables = new List<string>();
        await using (var named = new NpgsqlCommand(Tables, connection))
        await using (var rows = await named.ExecuteReaderAsync(cancellationToken))
            while (await rows.ReadAsync(cancellationToken)) tables.Add(rows.GetString(0));
        foreach (var table in tables)
        {
            await using var copy = await connection.BeginRawBinaryCopyAsync(
                $"COPY diplomacy.{table} TO STDOUT (FORMAT binary)", cancellationToken);
            using var bytes = new MemoryStream();
            await copy.CopyToAsync(bytes, cancellationToken);
            copies._rows.Add((table, bytes.ToArray()));
        }
        await using var count = new NpgsqlCommand("SELECT count(*) FROM diplomacy.statements", connection);
        copies.Statements = (int)(long)(await count.ExecuteScalarAsync(cancellationToken))!;
        return copies;
    }

    /// <summary>Statements a second.</summary>
    public async Task<double> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync("DROP SCHEMA IF EXISTS plain CASCADE; CREATE SCHEMA plain");
        foreach (var (table, _) in _rows) await ExecuteAsync($"CREATE TABLE plain.{table} (LIKE diplomacy.{table} INCLUDING ALL)");
        var clock = Stopwatch.StartNew();
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            foreach (var (table, rows) in _rows)
            {
                await using var copy = await connection.BeginRawBinaryCopyAsync(
                    $"COPY plain.{table} FROM STDIN (FORMAT binary)", cancellationToken);
                await copy.WriteAsync(rows, cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
        }
        var time = clock.Elapsed;
        await ExecuteAsync("DROP SCHEMA plain CASCADE");
        return Statements / time.TotalSeconds;

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
