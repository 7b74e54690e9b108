using System.Data.Common;
using Dapper;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Sqlite.Journal;
using DiplomacyApi.Storage.Sqlite.Schema;
using DiplomacyApi.Storage.Sqlite.Writing;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Backup;

/// <summary>
/// Reads the rows of a log out of a file or another database into a file, which has the schema of this build: of what is read nothing else
/// is taken over, neither its schema nor what its free pages hold. What is derived is left out.
/// </summary>
internal static class CopiedRows
{
    private const int EpochsSchema = 4;

    /// <summary>Into an empty file. The file that is read is of a schema that was checked.</summary>
    public static void Copy(DbConnection from, long schema, SqliteConnection to, WorkProgress? progress, CancellationToken ct)
    {
        using var rows = new WriteConnection(to);
        rows.Run("BEGIN IMMEDIATE");
        Migrations.Create(to);
        using var copying = progress?.Begin("Copying", "revision", LogRow.Last(from));
        Each("SELECT 1, log_id, created_time FROM log",
            "INSERT INTO log (only, log_id, created_time, rules_version) VALUES (?1, ?2, ?3, 0)");
        Each(
            "SELECT revision, kind, id, record_time, recorder, request_id, commitment, hash FROM journal ORDER BY revision",
            "INSERT INTO journal (revision, kind, id, record_time, recorder, request_id, commitment, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        Each(
            $"SELECT revision, salt, bytes, request_hash, {(schema < EpochsSchema ? "NULL" : "erased_revision")} FROM payload ORDER BY revision",
            "INSERT INTO payload (revision, salt, bytes, request_hash, erased_revision) VALUES (?1, ?2, ?3, ?4, ?5)");
        Each(
            schema < EpochsSchema ? "SELECT 1, log_id FROM log" : "SELECT first_revision, log_id FROM epochs ORDER BY first_revision",
            "INSERT INTO epochs (first_revision, log_id) VALUES (?1, ?2)");
        rows.Run("COMMIT");

        void Each(string select, string insert)
        {
            using var found = from.ExecuteReader(new CommandDefinition(select, cancellationToken: ct));
            var values = new object?[found.FieldCount];
            while (found.Read())
            {
                ct.ThrowIfCancellationRequested();
                found.GetValues(values!);
                rows.Execute(insert, values);
                if (values[0] is long revision) progress?.Reach(revision);
            }
        }
    }
}
