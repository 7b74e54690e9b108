using System.Data;
using System.Data.Common;
using DiplomacyApi.Storage.Reading;
using Npgsql;

namespace DiplomacyApi.Storage.Postgres.Reading;

/// <summary>
/// A connection to a database for reading. What it reads in one transaction is one state of all tables, whatever other servers write
/// meanwhile.
/// </summary>
internal sealed class PostgresReader(PostgresDatabase database) : Reader
{
    private readonly int _doubts = database.Doubts;
    private readonly NpgsqlConnection _connection = database.OpenReader();
    private NpgsqlTransaction? _transaction;

    public override DbConnection Connection => _connection;

    public override bool IsUsable => _doubts == database.Doubts && _connection.FullState == ConnectionState.Open;

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

    /// <summary>All connections to the host broke then, and not this one alone.</summary>
    public override bool IsBroken(Exception fault)
    {
        if (!Outages.Is(fault)) return false;
        database.Doubt();
        return true;
    }

    public override void Interrupt() => database.Cancel(_connection.ProcessID);

    public override bool IsInterrupted(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };

    public override void Dispose()
    {
        base.Dispose();
        _connection.Dispose();
    }

    protected override PreparedQuery Prepare(string sql) => new PostgresQuery(_connection, sql);
}
