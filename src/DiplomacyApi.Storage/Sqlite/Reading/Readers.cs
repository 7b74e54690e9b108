using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Reading;

/// <summary>
/// Connections for reading, never more than a fixed number, kept open between queries with their prepared commands. Each holds files open,
/// so that whoever finds none waits for one instead of opening another.
/// </summary>
internal sealed class Readers(Func<SqliteConnection> open, int readersMax) : IDisposable
{
    private readonly SemaphoreSlim _free = new(readersMax, readersMax);
    private readonly ConcurrentStack<Reader> _idle = [];
    private volatile bool _disposed;

    /// <summary>How many there are at most.</summary>
    public int Max => readersMax;

    /// <summary>How many are leased now.</summary>
    public int InUse => readersMax - _free.CurrentCount;

    /// <summary>
    /// A connection for one query or several. Whoever holds one must not ask for another: with all of them held so, each would wait for
    /// the rest. A cancelled caller waits no longer, and interrupts what runs on its connection.
    /// </summary>
    public Lease Lease(CancellationToken ct)
    {
        _free.Wait(ct);
        try
        {
            return new Lease(this, _idle.TryPop(out var reader) ? reader : new Reader(open()), ct);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public void Return(Reader reader)
    {
        _idle.Push(reader);
        if (_disposed) CloseIdle();
        _free.Release();
    }

    public void Dispose()
    {
        _disposed = true;
        CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryPop(out var reader)) reader.Dispose();
    }
}

/// <summary>One connection and the commands prepared on it.</summary>
internal sealed class Reader(SqliteConnection connection) : IDisposable
{
    // Filters vary the text; past this many all are forgotten, and prepared again when they are needed.
    private const int PreparedMax = 64;

    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RawStatement> _raw = new(StringComparer.Ordinal);

    public SqliteConnection Connection => connection;

    /// <summary>What begins and ends each lease.</summary>
    public RawStatement Begin { get; } = new(connection, "BEGIN");

    public RawStatement Rollback { get; } = new(connection, "ROLLBACK");

    /// <summary>The hot reads: a statement with parameters ?1, ?2, … in order.</summary>
    public RawStatement Raw(string sql)
    {
        if (_raw.TryGetValue(sql, out var statement)) return statement;
        if (_raw.Count >= PreparedMax) Forget();
        return _raw[sql] = new RawStatement(connection, sql);
    }

    /// <summary>A command with parameters ?1, ?2, … in order.</summary>
    public SqliteCommand Prepared(string sql, params ReadOnlySpan<object> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            if (_prepared.Count >= PreparedMax) Forget();
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var place = 1; place <= values.Length; place++) command.Parameters.Add(new SqliteParameter { ParameterName = $"?{place}" });
            _prepared[sql] = command;
        }
        for (var place = 0; place < values.Length; place++) command.Parameters[place].Value = values[place];
        return command;
    }

    public void Dispose()
    {
        Forget();
        Begin.Dispose();
        Rollback.Dispose();
        connection.Dispose();
    }

    private void Forget()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
        foreach (var statement in _raw.Values) statement.Dispose();
        _raw.Clear();
    }
}

/// <summary>
/// A reader for the time of some queries, which see one and the same state: they are one transaction, so that what an erasure derives again
/// meanwhile is not seen by half. `SqliteCommand.Cancel` does nothing, so that cancellation is SQLite's own interrupt.
/// </summary>
internal sealed class Lease : IDisposable
{
    /// <summary>An interrupt stops what runs at that moment, and not what begins after it; so it is made again until the reader is given back.</summary>
    private static readonly TimeSpan InterruptInterval = TimeSpan.FromMilliseconds(20);

    private readonly Readers _readers;
    private readonly Reader _reader;
    private readonly CancellationTokenRegistration _cancelled;
    private readonly Lock _lock = new();
    private bool _isReturned;

    public Lease(Readers readers, Reader reader, CancellationToken ct)
    {
        (_readers, _reader) = (readers, reader);
        Run(_reader.Begin);
        _cancelled = ct.UnsafeRegister(static lease => _ = ((Lease)lease!).InterruptAsync(), this);
    }

    public Reader Reader => _reader;

    public SqliteConnection Connection => _reader.Connection;

    public void Dispose()
    {
        _cancelled.Dispose();
        lock (_lock) _isReturned = true;
        try
        {
            // An error may have ended it already.
            if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0) Run(_reader.Rollback);
        }
        finally
        {
            _readers.Return(_reader);
        }
    }

    private static void Run(RawStatement statement)
    {
        using var rows = statement.Run();
        rows.Read();
    }

    private async Task InterruptAsync()
    {
        while (Interrupt()) await Task.Delay(InterruptInterval).ConfigureAwait(false);
    }

    private bool Interrupt()
    {
        // Whoever takes the reader next must not be interrupted.
        lock (_lock)
        {
            if (!_isReturned) SQLitePCL.raw.sqlite3_interrupt(Connection.Handle);
            return !_isReturned;
        }
    }
}
