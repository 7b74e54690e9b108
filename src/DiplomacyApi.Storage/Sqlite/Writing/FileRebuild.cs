using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>Derives all of a file again, in one transaction.</summary>
internal static class FileRebuild
{
    public static void Run(SqliteConnection connection, Head head, WorkProgress? progress, ILogger logger, CancellationToken ct)
    {
        StorageLog.Rebuilding(logger, head.Revision, RulesVersion.Current);
        using var rows = new WriteConnection(connection);
        rows.Run("BEGIN IMMEDIATE");
        Rebuild.All(rows, head, progress, ct);
        rows.Run("COMMIT");
    }
}
