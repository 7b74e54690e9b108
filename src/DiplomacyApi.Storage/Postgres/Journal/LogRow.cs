using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Postgres.Schema;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Journal;

/// <summary>
/// The one row that says which log a database holds, where it ends, whether it takes writes, and by which rules its projections were made.
/// </summary>
/// <param name="Head">Up to where it is committed.</param>
/// <param name="State">Whether it takes writes.</param>
/// <param name="Rewritten">How often what was recorded before was changed: what is kept of it in memory is out of date then.</param>
/// <param name="Schema">The number of the last script that made its tables.</param>
/// <param name="HasPresentProjections">Whether the projections were made by the rules and tables of this build.</param>
internal sealed record LogRow(Head Head, LogState State, long Rewritten, int Schema, bool HasPresentProjections)
{
    private const int LogIdBytes = 16;

    /// <summary>The columns that <see cref="Of"/> reads.</summary>
    public const string Columns = "log_id, head_revision, head_hash, head_time, state, rewritten, schema, rules_version, projections";

    /// <summary>Begins a log with a random id, within the caller's transaction.</summary>
    public static void Create(NpgsqlConnection connection, DateTimeOffset now)
    {
        var logId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LogIdBytes));
        connection.Execute(new CommandDefinition(
            """
            INSERT INTO log (created_time, head_revision, head_hash, schema, rules_version, projections, log_id)
            VALUES (@created, 0, @genesis, @schema, @rules, @projections, @logId);
            INSERT INTO epochs (first_revision, log_id) VALUES (1, @logId)
            """,
            new
            {
                created = Times.Of(
                now),
                genesis = Chain.Genesis(
                    logId),
                schema = Migrations.Newest,
                rules = RulesVersion.Current,
                projections = Projections.Hash,
                logId
            }));
    }

    /// <summary>Refuses a database whose log has no row.</summary>
    public static LogRow Read(NpgsqlConnection connection, string name)
    {
        using var command = new NpgsqlCommand($"SELECT {Columns} FROM log", connection);
        using var rows = command.ExecuteReader();
        return rows.Read() ? Of(rows) : throw new JournalException($"{name} is damaged: its table log is empty; restore a backup.");
    }

    /// <summary>What a row says.</summary>
    public static LogRow Of(DbDataReader row) => new(
        new Head(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? null : Times.Time(row.GetInt64(3))),
        (LogState)row.GetInt32(4), row.GetInt64(5), row.GetInt32(6),
        (row.GetInt32(7), row.GetString(8)) == (RulesVersion.Current, Projections.Hash));
}
