using System.Net.Sockets;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres;

/// <summary>Tells from an error that the database is away, and not that the query is at fault.</summary>
internal static class Outages
{
    /// <summary>
    /// Of SQLSTATEs, the first two characters: connections, resources, and what an operator or a change of hosts ends. A query that was
    /// cancelled is none.
    /// </summary>
    private static readonly string[] Classes = ["08", "53", "57"];

    public static bool Is(Exception fault) => fault switch
    {
        PostgresException told => told.SqlState != PostgresErrorCodes.QueryCanceled && Classes.Contains(told.SqlState[..2]),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>What callers are told.</summary>
    public static RefusedException Refusal(string name, Exception fault) => new(ErrorReason.StorageUnavailable,
        $"{name} cannot be reached now ({fault.Message.TrimEnd('.')}); nothing was recorded. Try again.");
}
