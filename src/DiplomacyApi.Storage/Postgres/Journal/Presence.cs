using Dapper;
using DiplomacyApi.Storage.Journal;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Journal;

/// <summary>
/// A lock that all servers on a database share while they run. Whoever wants to change its tables takes it alone, so that no server finds
/// them changed under it. It ends with the connection that holds it.
/// </summary>
internal static class Presence
{
    private const string Key = "1145653325";

    /// <summary>For a server that runs.</summary>
    public const string Enter = $"SELECT pg_advisory_lock_shared({Key})";

    /// <summary>Takes it alone until the end of the transaction.</summary>
    /// <exception cref="JournalException">A server runs on it.</exception>
    public static void CheckAlone(NpgsqlConnection connection, string name)
    {
        if (!connection.ExecuteScalar<bool>(new CommandDefinition($"SELECT pg_try_advisory_xact_lock({Key})")))
            throw new JournalException(
                $"{name} is used by servers, and its tables have to be made again; stop all of them, then try again.");
    }
}
