using DiplomacyApi.Storage.Reading;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Storage.Sqlite;

/// <summary>
/// A statement prepared once on a connection, over SQLite's own interface: values are bound by place, and a blob is read where it lies. The
/// driver binds by name, makes a reader for each run and an array for each blob; without that a page of 100 takes half the time.
/// </summary>
internal sealed class RawStatement : PreparedQuery
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly nint _rows;

    public RawStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _rows = _statement.DangerousGetHandle();
    }

    /// <summary>The same of one statement by its name, which is asked for most: nothing is boxed.</summary>
    public override Rows Run(string name, long revision)
    {
        Check(raw.sqlite3_bind_text(_statement, 1, name));
        Check(raw.sqlite3_bind_int64(_statement, 2, revision));
        return new Rows(this);
    }

    /// <summary>Binds ?1, ?2, … one after the other, and runs it for what it writes: nothing is boxed.</summary>
    public Binding Bind() => new(this, 0);

    public override void Dispose() => _statement.Dispose();

    protected override void Begin(ReadOnlySpan<object?> values)
    {
        for (var place = 1; place <= values.Length; place++) Bind(place, values[place - 1]);
    }

    internal override bool Read()
    {
        var code = RawRow.Step(_rows);
        Check(code);
        return code == raw.SQLITE_ROW;
    }

    internal override bool IsNull(int column) => RawRow.Type(_rows, column) == raw.SQLITE_NULL;

    internal override long Number(int column) => RawRow.Number(_rows, column);

    internal override string Text(int column) => RawRow.ReadText(_rows, column);

    internal override ReadOnlySpan<byte> Blob(int column) => RawRow.ReadBlob(_rows, column);

    internal override void End() => raw.sqlite3_reset(_statement);

    private void Bind(int place, object? value) => Check(value switch
    {
        null or DBNull => raw.sqlite3_bind_null(_statement, place),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        bool flag => raw.sqlite3_bind_int(_statement, place, flag ? 1 : 0),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int(_statement, place, number),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be bound.", nameof(value)),
    });

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(code, _connection);
    }

    /// <summary>The values of one run, up to a place.</summary>
    public readonly ref struct Binding(RawStatement statement, int place)
    {
        public Binding Add(long value) => Next(raw.sqlite3_bind_int64(statement._statement, place + 1, value));

        public Binding Add(long? value) => value is { } number ? Add(number) : AddNull();

        public Binding Add(string? value) =>
            value is null ? AddNull() : Next(raw.sqlite3_bind_text(statement._statement, place + 1, value));

        public Binding Add(byte[]? value) =>
            value is null ? AddNull() : Next(raw.sqlite3_bind_blob(statement._statement, place + 1, value));

        public void Execute()
        {
            var code = raw.sqlite3_step(statement._statement);
            raw.sqlite3_reset(statement._statement);
            statement.Check(code);
        }

        /// <summary>The same where just one row must be meant: what is kept in memory and what is stored would differ otherwise.</summary>
        public void ExecuteOnOne()
        {
            Execute();
            if (raw.sqlite3_changes(statement._connection) != 1)
                throw new InvalidOperationException("A row that is to be changed is not there; rebuild the derived tables.");
        }

        private Binding AddNull() => Next(raw.sqlite3_bind_null(statement._statement, place + 1));

        private Binding Next(int code)
        {
            statement.Check(code);
            return new(statement, place + 1);
        }
    }
}
