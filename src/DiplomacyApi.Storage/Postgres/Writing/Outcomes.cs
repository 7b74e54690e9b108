using System.Net.Sockets;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>
/// Tells from an error before COMMIT what to say of it. Nothing is recorded by then, whatever it is: the database undoes what was begun.
/// </summary>
internal static class Outcomes
{
    /// <summary>
    /// Of SQLSTATEs, the first two characters: connections, transactions, conflicts, resources, locks and operators. What is tried again
    /// may go through.
    /// </summary>
    private static readonly string[] Passing = ["08", "25", "40", "53", "55", "57"];

    /// <summary>A refusal where the next write may be recorded; the error itself, where the request or the server is at fault.</summary>
    public static Exception Of(Exception failed) => failed switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            new RefusedException(ErrorReason.StorageFull, "The database's disk is full; nothing was recorded."),
        PostgresException told when !Passing.Contains(told.SqlState[..2]) => told,
        PostgresException told => Passed($"{told.SqlState}: {told.MessageText}"),
        NpgsqlException or SocketException or IOException or TimeoutException => Passed("the connection failed"),
        _ => failed,
    };

    /// <summary>What is said to who writes to a standby.</summary>
    public static RefusedException ReadOnly() => new(ErrorReason.ReadOnly,
        "This server only reads; write to one that was started without --read-only.");

    /// <summary>What is said of a commit that was looked for afterwards, and is not there.</summary>
    public static RefusedException Lost() => Passed("the connection broke before it was committed");

    private static RefusedException Passed(string why) =>
        new(ErrorReason.StorageUnavailable, $"The database cannot take the write now ({why}); nothing was recorded. Send it again.");
}
