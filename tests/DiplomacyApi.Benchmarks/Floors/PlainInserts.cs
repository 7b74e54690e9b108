using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Benchmarks.Floors;

/// <summary>
/// The least that the same rows cost: they are read from a journal and inserted into an empty file with the same tables and indexes,
/// prepared, synced at each commit. Nothing is checked, derived or updated.
/// </summary>
internal sealed class PlainInserts
{
    private static readonly string[] RevisionColumns = ["revision", "rev_from"];

    private readonly List<string> _schema = [];
    private readonly List<(string Name, List<string> Columns)> _tables = [];
    // In the order in which they were written: all rows of a revision together.
    private readonly List<(long Revision, int Table, object[] Values)> _rows = [];

    /// <summary>Reads the rows of the statements recorded first.</summary>
    public PlainInserts(string journal, long revisionMax)
    {
        using var source = Open(journal, SqliteOpenMode.ReadOnly);
        foreach (var row in Read(source,
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"))
        {
            _schema.Add((string)row[2]);
            if ((string)row[0] != "table") continue;
            var columns = Read(source, $"PRAGMA table_info({row[1]})").Select(column => (string)column[1]).ToList();
            if (columns.FirstOrDefault(RevisionColumns.Contains) is not { } revision) continue;
            _tables.Add(((string)row[1], columns));
            var at = columns.IndexOf(revision);
            foreach (var values in Read(source, $"SELECT {string.Join(", ", columns)} FROM {row[1]} WHERE {revision} <= {revisionMax}"))
                _rows.Add(((long)values[at], _tables.Count - 1, values));
        }
        _rows.Sort((one, other) => (one.Revision, one.Table).CompareTo((other.Revision, other.Table)));
        Statements = (int)(long)Read(source, $"SELECT count(*) FROM statements WHERE revision <= {revisionMax}").Single()[0];
    }

    /// <summary>The statements whose rows these are.</summary>
    public int Statements { get; }

    /// <summary>Statements a second, so many to a commit.</summary>
    public double Run(string folder, int perCommit)
    {
        var file = Path.Combine(folder, "plain.db");
        try
        {
            using var target = Open(file, SqliteOpenMode.ReadWriteCreate);
            foreach (var sql in (string[])["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", .. _schema]) Execute(target, sql);
            var inserts = _tables.Select(table => Prepare(target, table.Name, table.Columns)).ToList();
            var clock = Stopwatch.StartNew();
            for (var next = 0; next < _rows.Count;)
            {
                using var transaction = target.BeginTransaction();
                for (var last = _rows[next].Revision + perCommit; next < _rows.Count && _rows[next].Revision < last; next++)
                {
                    var (_, table, values) = _rows[next];
                    for (var column = 0; column < values.Length; column++) inserts[table].Parameters[column].Value = values[column];
                    inserts[table].Transaction = transaction;
                    inserts[table].ExecuteNonQuery();
                }
                transaction.Commit();
            }
            return Statements / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            foreach (var one in Directory.EnumerateFiles(folder, "plain.db*")) File.Delete(one);
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string table, List<string> columns)
    {
        var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => $"${column}"))})";
        foreach (var column in columns) insert.Parameters.Add(new SqliteParameter($"${column}", DBNull.Value));
        insert.Prepare();
        return insert;
    }

    private static IEnumerable<object[]> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            yield return values;
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }
            .ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
