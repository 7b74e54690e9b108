using System.Data.Common;
using Dapper;

namespace DiplomacyApi.Storage.Journal;

/// <summary>Reads up to where a log is recorded.</summary>
internal static class LastEntry
{
    /// <summary>The head that the last entry makes; that of an empty log where there is none.</summary>
    public static Head Head(DbConnection connection, string logId)
    {
        var last = connection.QuerySingleOrDefault<(long Revision, byte[]? Hash, long RecordTime)>(
            new CommandDefinition("SELECT revision, hash, record_time FROM journal ORDER BY revision DESC LIMIT 1"));
        return last.Hash is null
            ? new Head(logId, 0, Chain.Genesis(logId), null)
            : new Head(logId, last.Revision, last.Hash, Times.Time(last.RecordTime));
    }
}
