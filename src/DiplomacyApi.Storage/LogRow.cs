using System.Security.Cryptography;
using Dapper;
using DiplomacyApi.Domain.Rules;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage;

/// <summary>The one row that says which log a file holds, and by which rules its projections were made.</summary>
internal static class LogRow
{
    private const int LogIdBytes = 16;

    /// <summary>A file without a log gets one with a random id.</summary>
    public static (string LogId, int RulesVersion) ReadOrCreate(SqliteConnection connection, DateTimeOffset now)
    {
        connection.Execute(new CommandDefinition(
            """
            INSERT INTO log (only, log_id, created_time, rules_version) VALUES (1, @logId, @created, @rules) ON CONFLICT DO NOTHING
            """,
            new { logId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LogIdBytes)), created = Times.Of(now), rules = RulesVersion.Current }));
        return connection.QuerySingle<(string, int)>(new CommandDefinition("SELECT log_id, rules_version FROM log"));
    }

    public static Head Head(SqliteConnection connection, string logId)
    {
        var last = connection.QuerySingleOrDefault<(long Revision, byte[]? Hash, long RecordTime)>(
            new CommandDefinition("SELECT revision, hash, record_time FROM journal ORDER BY revision DESC LIMIT 1"));
        return last.Hash is null
            ? new Head(logId, 0, Chain.Genesis(logId), null)
            : new Head(logId, last.Revision, last.Hash, Times.Time(last.RecordTime));
    }
}
