using DiplomacyApi.Storage.Postgres.Clearing;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Search;

/// <summary>
/// Takes words that were removed from the index out of its tables, while searches and the indexing go on. The index itself is made again
/// beside the old one: it keeps each word that it ever had, also where no row has it any more.
/// </summary>
internal static class SearchClearing
{
    private const string Index = "search_words_words";

    private static readonly SessionLock Lock = new(0x4449_5053);

    /// <summary>False: another server is at it, or something still sees the words, and it is to be tried again.</summary>
    public static async Task<bool> TryRunAsync(PostgresDatabase database, CancellationToken ct)
    {
        using var connection = database.Open();
        return await Lock.TryRunAsync(connection, () => RunAsync(connection, ct), ct).ConfigureAwait(false);
    }

    private static async Task<bool> RunAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var mark = SearchMark.Read(connection);
        if (!mark.IsClearingOwed) return true;
        if (!await DeadRows.Of(connection, ["search_words"]).TryRemoveAsync(connection, ct).ConfigureAwait(false)) return false;
        foreach (var left in await LeftAsync(connection, ct).ConfigureAwait(false))
            await DeadRows.RunAsync(connection, $"DROP INDEX CONCURRENTLY {left}", ct).ConfigureAwait(false);
        await DeadRows.RunAsync(connection, $"REINDEX INDEX CONCURRENTLY {Index}", ct).ConfigureAwait(false);
        using var cleared = new NpgsqlCommand("UPDATE search_mark SET cleared = $1 WHERE cleared < $1 AND erased >= $1", connection)
        {
            Parameters = { new() { Value = mark.Erased } },
        };
        await cleared.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        return true;
    }

    /// <summary>What was left where making the index was broken off.</summary>
    private static async Task<List<string>> LeftAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT quote_ident(c.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = CAST('search_words' AS regclass) AND c.relname LIKE $1
            """, connection)
        {
            Parameters = { new() { Value = $"{Index}_cc%" } },
        };
        using var rows = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        var left = new List<string>();
        while (await rows.ReadAsync(ct).ConfigureAwait(false)) left.Add(rows.GetString(0));
        return left;
    }
}
