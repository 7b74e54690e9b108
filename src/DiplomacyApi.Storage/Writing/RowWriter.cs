using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Runs statements on the writer's connection, each prepared once. Parameters are ?1, ?2, … in order.</summary>
internal sealed class RowWriter(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public void Run(string sql, params object?[] values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var place = 1; place <= values.Length; place++) command.Parameters.Add(new SqliteParameter { ParameterName = $"?{place}" });
            command.Prepare();
            _prepared[sql] = command;
        }
        for (var place = 0; place < values.Length; place++) command.Parameters[place].Value = values[place] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
    }
}
