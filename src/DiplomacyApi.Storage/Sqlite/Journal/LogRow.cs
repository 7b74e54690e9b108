using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Schema;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Journal;

/// <summary>The one row that says which log a file holds, whether it takes writes, and by which rules its projections were made.</summary>
internal sealed record LogRow(string LogId, LogState State, bool HasPresentProjections)
{
    private const int LogIdBytes = 16;

    /// <summary>Begins a log with a random id, within the caller's transaction.</summary>
    public static void Create(SqliteConnection connection, DateTimeOffset now) => connection.Execute(new CommandDefinition(
        """
        INSERT INTO log (only, log_id, created_time, rules_version) VALUES (1, @logId, @created, @rules);
        INSERT INTO epochs (first_revision, log_id) VALUES (1, @logId)
        """,
        new { logId = NewId(), created = Times.Of(now), rules = RulesVersion.Current }));

    /// <summary>Refuses a file that says of no log, or of several, that it holds it.</summary>
    public static LogRow Read(SqliteConnection connection, string path)
    {
        var rows = connection.Query<(string LogId, int State)>(new CommandDefinition("SELECT log_id, state FROM log")).AsList();
        if (rows is not [var (logId, state)])
            throw new JournalException(
                $"{path} is damaged: its table log has {rows.Count} rows in place of one; restore a backup, or delete the file where nothing was recorded in it.");
        return new LogRow(logId, (LogState)state, HasPresentProjections: PresentIn(connection));
    }

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LogIdBytes));

    /// <summary>Whether the projections were made by the rules and tables of this build.</summary>
    public static bool PresentIn(SqliteConnection connection) =>
        connection.QuerySingle<(int, string)>(new CommandDefinition("SELECT rules_version, projections FROM log")) == (RulesVersion.Current,
            Projections.Hash)
        && Projections.AreIn(connection);

    public static void SetState(SqliteConnection connection, LogState state) =>
        connection.Execute(new CommandDefinition("UPDATE log SET state = @state", new { state = (int)state }));

    /// <summary>The last revision of a log; 0 where it is empty.</summary>
    public static long Last(DbConnection connection) =>
        connection.QuerySingle<long>(new CommandDefinition("SELECT coalesce(max(revision), 0) FROM journal"));
}
