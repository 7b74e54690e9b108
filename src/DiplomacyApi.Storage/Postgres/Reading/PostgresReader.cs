using System.Data;
using System.Data.Common;
using DiplomacyApi.Storage.Reading;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Reading;

/// <summary>
/// A connection to a database for reading. What it reads in one transaction is one state of all tables, whatever other servers write
/// meanwhile.
/// </summary>
internal sealed class PostgresReader : Reader
{
    private readonly PostgresDatabase _database;
    private readonly int _doubts;
    private readonly NpgsqlConnection _connection;
    private readonly Backend _backend;
    private NpgsqlTransaction? _transaction;

    public PostgresReader(PostgresDatabase database)
    {
        (_database, _doubts) = (database, database.Doubts);
        _connection = database.OpenReader(out _backend);
    }

    public override DbConnection Connection => _connection;

    public override bool IsRemote => true;

    public override bool IsUsable => _doubts == _database.Doubts && _connection.FullState == ConnectionState.Open;

    /// <summary>It goes out with the first query.</summary>
    public override void Begin() => _transaction = _connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public override void End()
    {
        using var transaction = _transaction;
        _transaction = null;
        if (_connection.FullState != ConnectionState.Open) return;
        try
        {
            transaction?.Rollback();
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            // What was to be read was read by then.
        }
    }

    /// <summary>
    /// The other connections to the host may have broken too. A read that a standby ended to go on can be made again there.
    /// </summary>
    public override bool IsBroken(Exception fault)
    {
        if (Outages.IsConflict(fault)) return true;
        if (!Outages.Is(fault)) return false;
        if (_connection.FullState != ConnectionState.Open) _database.Doubt();
        return true;
    }

    public override void Interrupt() => _database.Cancel(_backend);

    public override bool IsInterrupted(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };

    public override void Dispose()
    {
        base.Dispose();
        _connection.Dispose();
    }

    protected override PreparedQuery Prepare(string sql) => new PostgresQuery(_connection, sql);
}
