using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>Derives all of a database again, in one transaction, while no server runs on it.</summary>
internal static class DatabaseRebuild
{
    /// <exception cref="JournalException">A server runs on it.</exception>
    public static void Run(PostgresDatabase database, bool isForced, WorkProgress? progress, ILogger logger, CancellationToken ct)
    {
        using var connection = new WriterConnection(database);
        var log = connection.Begin();
        // A server that started at the same time may have done it.
        if (log.HasPresentProjections && !isForced) return;
        Presence.CheckAlone(connection.Ready(), database.Name);
        StorageLog.Rebuilding(logger, log.Head.Revision, RulesVersion.Current);
        var rows = new PostgresWriteTransaction(connection);
        Rebuild.All(rows, log.Head, progress, ct);
        rows.MoveHead(log.Head, isRewritten: true);
        connection.Commit();
        new TableStatistics(connection).TryCount();
    }
}
