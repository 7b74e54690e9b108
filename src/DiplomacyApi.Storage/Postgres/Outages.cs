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

    /// <summary>Whether a standby ended a read that kept it from going on.</summary>
    public static bool IsConflict(Exception fault) =>
        fault is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>Why, in the words of whoever knows best: of several hosts the driver only says that none will do.</summary>
    public static string Why(Exception fault) => fault switch
    {
        PostgresException told => told.MessageText.TrimEnd('.'),
        AggregateException { InnerExceptions: [var first, ..] } => Why(first),
        NpgsqlException { InnerException: { } inner } => Why(inner),
        _ => fault.Message.TrimEnd('.'),
    };

    /// <summary>What callers are told: not where the database is, which the log says.</summary>
    public static RefusedException Refusal() =>
        new(ErrorReason.StorageUnavailable, "The database cannot be reached now; try again.");
}
