using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>The statements of one connection, each prepared once.</summary>
internal sealed class RawStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, RawStatement> _prepared = new(StringComparer.Ordinal);

    /// <summary>The statement of a text that is one of few.</summary>
    public RawStatement Of(string sql)
    {
        // Rows are written on one thread while another reads, each with statements of its own.
        lock (_prepared)
        {
            if (!_prepared.TryGetValue(sql, out var statement)) _prepared[sql] = statement = new RawStatement(connection, sql);
            return statement;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        _prepared.Clear();
    }
}
