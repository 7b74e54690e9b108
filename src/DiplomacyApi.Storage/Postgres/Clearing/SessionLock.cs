using System.Data;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Clearing;

/// <summary>A lock for what one server at a time is to do, and which no other one waits for: it tries again.</summary>
internal sealed class SessionLock(long key)
{
    /// <summary>Runs work that tells whether it is done; false where another server is at it.</summary>
    public async Task<bool> TryRunAsync(NpgsqlConnection connection, Func<Task<bool>> work, CancellationToken ct)
    {
        if (!await IsTrueAsync(connection, "SELECT pg_try_advisory_lock($1)", ct).ConfigureAwait(false)) return false;
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            // A connection that goes back to the pool forgets its locks only with the next one that takes it. One that broke has none.
            if (connection.FullState.HasFlag(ConnectionState.Open))
                await IsTrueAsync(connection, "SELECT pg_advisory_unlock($1)", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsTrueAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = key } } };
        return (bool)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!;
    }
}
