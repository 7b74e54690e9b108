using System.Diagnostics;
using Npgsql;

namespace DiplomacyApi.Benchmarks.Floors;

/// <summary>The least that the same rows cost from PostgreSQL: the server's own query, prepared, on a connection for each caller.</summary>
internal static class PlainSelects
{
    // The server's own, by the same indexes.
    private const string Get =
        """
        SELECT coalesce(s.replaced, p.bytes), s.overlay FROM diplomacy.statements s JOIN diplomacy.payload p ON p.revision = s.revision
        WHERE s.name = $1 AND s.rev_from <= $2 AND s.rev_until > $2
        """;

    private const string Page =
        """
        SELECT coalesce(s.replaced, p.bytes), s.overlay, s.revision FROM diplomacy.statements s JOIN diplomacy.payload p ON p.revision = s.revision
        WHERE s.rev_from <= $1 AND s.rev_until > $1 ORDER BY s.revision DESC LIMIT 101
        """;

    /// <summary>Statements by name a second.</summary>
    public static Task<double> GetAsync(
        NpgsqlDataSource source, string name, int callers, TimeSpan time, CancellationToken cancellationToken) =>
        RunAsync(source, Get, [name, long.MaxValue - 1], callers, time, cancellationToken);

    /// <summary>Pages of the last 100 a second.</summary>
    public static Task<double> PageAsync(NpgsqlDataSource source, int callers, TimeSpan time, CancellationToken cancellationToken) =>
        RunAsync(source, Page, [long.MaxValue - 1], callers, time, cancellationToken);

    private static async Task<double> RunAsync(
        NpgsqlDataSource source, string sql, object[] values, int callers, TimeSpan time, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallerAsync, cancellationToken)));
        return counts.Sum() / clock.Elapsed.TotalSeconds;

        async Task<long> CallerAsync()
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            await command.PrepareAsync(cancellationToken);
            for (var count = 0L; ; count++)
            {
                if (clock.Elapsed >= time) return count;
                await using var rows = await command.ExecuteReaderAsync(cancellationToken);
                while (await rows.ReadAsync(cancellationToken)) _ = rows.GetFieldValue<byte[]>(0);
            }
        }
    }
}
