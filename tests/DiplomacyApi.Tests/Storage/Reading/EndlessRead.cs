using Diplomacy.V1;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Tests.Storage.Reading;

/// <summary>
/// Makes a read of a journal's file endless, as far as SQLite is concerned: what it looks through is a view without an end.
/// </summary>
internal sealed class EndlessRead : IDisposable
{
    private const string Demand = "demands/no-such-demand";

    /// <summary>Lists of statements look through references where they are asked for a subject.</summary>
    public static readonly StatementFilter Filter = new() { Subject = Demand };

    private readonly SqliteConnection _connection;

    public EndlessRead(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        // What is written here stays in SQLite's log, so that whoever reads from now on holds that log.
        Run("PRAGMA wal_autocheckpoint = 0");
        // A filter may name the demand, as something made it.
        Run($"""
            BEGIN IMMEDIATE;
            INSERT INTO makers (made, statement, revision) VALUES ('{Demand}', 'statements/none', 1);
            ALTER TABLE refs RENAME TO refs_kept;
            CREATE VIEW refs AS
              WITH RECURSIVE endless (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM endless)
              SELECT 'demands/' || number AS subject, 'statements/' || number AS statement, -number AS rev_from, number + (1 << 60) AS rev_until FROM endless;
            COMMIT;
            """);
    }

    /// <summary>Waits until nobody reads any more: only then can SQLite's log be emptied.</summary>
    public async Task OverAsync(CancellationToken ct)
    {
        while (Convert.ToInt64(Run("PRAGMA wal_checkpoint(TRUNCATE)"), System.Globalization.CultureInfo.InvariantCulture) != 0)
            await Task.Delay(20, ct);
    }

    /// <summary>Lets reads end again.</summary>
    public void Dispose()
    {
        Run($"BEGIN IMMEDIATE; DELETE FROM makers WHERE made = '{Demand}'; DROP VIEW refs; ALTER TABLE refs_kept RENAME TO refs; COMMIT;");
        _connection.Dispose();
    }

    private object? Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
