using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>Reads one row of what a statement finds.</summary>
internal delegate T RowReader<out T>(RawStatement.Rows row);

/// <summary>The statements of one connection, each prepared once.</summary>
internal sealed class RawStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, RawStatement> _prepared = new(StringComparer.Ordinal);

    /// <summary>The statement of a text that is one of few.</summary>
    public RawStatement Of(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement)) _prepared[sql] = statement = new RawStatement(connection, sql);
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        _prepared.Clear();
    }
}

/// <summary>Reads what a statement finds as a whole.</summary>
internal static class RawStatementReading
{
    public static List<T> ToList<T>(this RawStatement statement, RowReader<T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = statement.Run(values);
        var found = new List<T>();
        while (rows.Read()) found.Add(read(rows));
        return found;
    }
}
