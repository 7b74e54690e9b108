using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>
/// Rows that one statement writes, column by column: the arrays of all columns go out with it, so that rows of any number take one round
/// trip. Where the statement says @rows the arrays stand as a table, with the names of the columns. A plus before a column keeps an index
/// on it from being gone through for all names: PostgreSQL plans while tables are small, and keeps the plan.
/// </summary>
internal sealed class RowArrays
{
    private readonly string _sql;
    private readonly string[] _names;
    private readonly Column[] _columns;
    private int _place;

    public RowArrays(string sql, params IReadOnlyList<(string Name, ColumnType Type)> columns)
    {
        (_names, _columns) = ([.. columns.Select(column => column.Name)], [.. columns.Select(column => Column.Of(column.Type))]);
        var arrays = _columns.Select((column, place) => $"${place + 1}::{column.Sql}[]");
        _sql = sql.Replace("@rows", $"unnest({string.Join(", ", arrays)}) AS rows ({string.Join(", ", _names)})", StringComparison.Ordinal);
    }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Rows that are inserted as they are.</summary>
    public static RowArrays Into(string table, params IReadOnlyList<(string Name, ColumnType Type)> columns) =>
        new($"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) SELECT * FROM @rows", columns);

    /// <summary>Gives the row at hand the value of its next column. The last one ends the row.</summary>
    public RowArrays Add(long? value) => AddNext(value);

    public RowArrays Add(string? value) => AddNext(value);

    public RowArrays Add(byte[]? value) => AddNext(value);

    public RowArrays Add(bool value) => AddNext(value);

    /// <summary>Changes a number of a row that was not sent yet.</summary>
    public void Set(int row, string column, long value) => ((Column<long?>)_columns[_names.IndexOf(column)]).Values[row] = value;

    /// <summary>The statement, with its rows until they are cleared.</summary>
    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(_sql);
        foreach (var column in _columns) command.Parameters.Add(column.ToParameter());
        return command;
    }

    public void Clear()
    {
        foreach (var column in _columns) column.Clear();
        (Count, _place) = (0, 0);
    }

    private RowArrays AddNext<T>(T value)
    {
        ((Column<T>)_columns[_place]).Values.Add(value);
        if (++_place < _columns.Length) return this;
        _place = 0;
        Count++;
        return this;
    }
}
