using System.Data;
using DiplomacyApi.Storage.Postgres.Journal;
using DiplomacyApi.Storage.Writing;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>
/// The writer's connection, with the queries on it and the rows that wait to be sent: they go out together, once something is read or the
/// transaction ends. Where the connection broke it is opened again, but never within a transaction.
/// </summary>
internal sealed class WriterConnection(PostgresDatabase database) : IDisposable
{
    // A writer that stands still for longer, for whatever reason, loses its transaction and with it the lock on the head.
    private const string StandstillMax = "20s";

    // Servers write one after the other.
    private const string LockWaitMax = "30s";

    // All that the writer looks for it finds by a key: a plan that was made while a table was small must not read all of it later. The
    // penalties that forbid such plans would set off the compiler. A commit must be neither ended by a limit on statements nor answered
    // before it is on the disk.
    private const string Settings =
        $"""
        SELECT set_config('jit', 'off', false), set_config('enable_seqscan', 'off', false), set_config('enable_hashjoin', 'off', false),
          set_config('enable_mergejoin', 'off', false), set_config('plan_cache_mode', 'force_generic_plan', false),
          set_config('idle_in_transaction_session_timeout', '{StandstillMax}', false), set_config('lock_timeout', '{LockWaitMax}', false);
        SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN ('statement_timeout', 'transaction_timeout');
        SELECT set_config(name, 'on', false) FROM pg_settings WHERE name = 'synchronous_commit' AND setting IN ('off', 'local')
        """;

    private readonly Dictionary<string, PostgresQuery> _queries = new(StringComparer.Ordinal);
    private NpgsqlConnection? _connection;
    private bool _isInTransaction;
    private string? _warning;

    /// <summary>Whether nothing can be written.</summary>
    public bool IsReadOnly => database.IsReadOnly;

    /// <summary>The id by which this server knows its own commits among those that it is notified of.</summary>
    public string ServerId => database.ServerId;

    /// <summary>Rows that are to be written.</summary>
    public PendingRows Pending { get; } = new();

    /// <summary>Whether it is open, as far as is known.</summary>
    public bool IsUsable => _connection?.FullState.HasFlag(ConnectionState.Open) == true;

    /// <summary>For what runs on it now, and sees all that was written before.</summary>
    public NpgsqlConnection Ready()
    {
        if (!IsUsable && !_isInTransaction) Open();
        Pending.Send(_connection!);
        return _connection!;
    }

    /// <summary>Sends what waits, and what is to follow it, in one round trip.</summary>
    public void Send(params IReadOnlyList<NpgsqlBatchCommand> following) => Pending.Send(_connection!, following);

    /// <summary>The query of a text that is one of few, to be run at once.</summary>
    public PostgresQuery Prepared(string sql)
    {
        var connection = Ready();
        if (!_queries.TryGetValue(sql, out var query)) _queries[sql] = query = new PostgresQuery(connection, KeyedQuery.Of(sql));
        return query;
    }

    /// <summary>
    /// Reads, and once more on another connection where this one broke while it lay idle. Within a transaction there is no other.
    /// </summary>
    public T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (NpgsqlException) when (!IsUsable && !_isInTransaction)
        {
            return read();
        }
    }

    /// <summary>
    /// Begins a transaction with the lock on the head, and tells where it is. That the connection broke while it lay idle is seen only
    /// then.
    /// </summary>
    public LogRow Begin()
    {
        try
        {
            return BeginOn(Ready());
        }
        catch (NpgsqlException) when (!IsUsable)
        {
            _isInTransaction = false;
            return BeginOn(Ready());
        }
    }

    /// <summary>
    /// Writes a mark, within the transaction: a commit that writes nothing waits for no standby. One that does waits for all that was
    /// committed before as well.
    /// </summary>
    public void Mark() => Run("SELECT pg_logical_emit_message(true, 'diplomacy', '')");

    /// <summary>
    /// Ends once all that could be read by now is as safe as a commit makes it, by a commit on another connection: this one may hold the
    /// lock on the head, and not be at its end. What a server committed may be there before a standby has it, where it was stopped from
    /// waiting or the database was started again.
    /// </summary>
    /// <exception cref="OutcomeUnknownException">It cannot be told.</exception>
    public void Confirm()
    {
        using var other = new WriterConnection(database);
        other.Ready();
        other.Run("BEGIN");
        other.Mark();
        other.Commit();
    }

    /// <summary>Commits. It takes no token and has no time limit: a commit that is broken off may have happened.</summary>
    /// <exception cref="OutcomeUnknownException">It cannot be told whether it is on the disks that it is to be on.</exception>
    public void Commit()
    {
        _warning = null;
        try
        {
            using var commit = new NpgsqlCommand("COMMIT", _connection) { CommandTimeout = 0 };
            commit.ExecuteNonQuery();
        }
        catch (Exception failed)
        {
            throw new OutcomeUnknownException("A commit failed, and whether it happened is uncertain.", failed);
        }
        _isInTransaction = false;
        // It is committed here, but a standby that takes over may not have it.
        if (_warning is not null)
            throw new OutcomeUnknownException("A commit was not waited for.", new InvalidOperationException(_warning));
    }

    /// <summary>Ends a transaction that was left open. Where that fails, the connection goes, and the database ends it.</summary>
    public void Rollback()
    {
        Pending.Clear();
        if (!_isInTransaction) return;
        _isInTransaction = false;
        try
        {
            Run("ROLLBACK");
        }
        catch (Exception)
        {
            Dispose();
        }
    }

    /// <summary>Gives up a connection that tells nothing more; the database ends what was begun on it.</summary>
    public void Abandon()
    {
        Pending.Clear();
        _isInTransaction = false;
        Dispose();
    }

    public void Dispose()
    {
        foreach (var query in _queries.Values) query.Dispose();
        _queries.Clear();
        _connection?.Dispose();
        _connection = null;
    }

    private void Run(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }

    private LogRow BeginOn(NpgsqlConnection connection)
    {
        using var batch = new NpgsqlBatch(connection)
        {
            // No snapshot from before the lock: after it has waited, it sees what was committed meanwhile.
            BatchCommands = { new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"), new($"SELECT {LogRow.Columns} FROM log FOR UPDATE") },
        };
        _isInTransaction = true;
        using var rows = batch.ExecuteReader();
        return rows.Read() ? LogRow.Of(rows) : throw new InvalidOperationException("The table log is empty.");
    }

    private void Open()
    {
        Dispose();
        var connection = database.Open();
        try
        {
            using var settings = new NpgsqlCommand(Settings, connection);
            settings.ExecuteNonQuery();
            connection.Notice += (_, told) => Heed(told.Notice);
            _connection = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Where a wait for a standby is cancelled, the commit is reported as done, with a warning.</summary>
    private void Heed(PostgresNotice notice)
    {
        if (notice.SqlState is PostgresErrorCodes.Warning or PostgresErrorCodes.AdminShutdown) _warning = notice.MessageText;
    }
}
