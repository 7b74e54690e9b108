using System.Data.Common;
using DiplomacyApi.Storage.Reading;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Reading;

/// <summary>
/// A connection to a file for reading. `SqliteCommand.Cancel` does nothing, so that it is interrupted by SQLite's own call.
/// </summary>
internal sealed class SqliteReader(SqliteConnection connection) : Reader
{
    private const int SqliteInterrupt = 9;

    private readonly RawStatement _begin = new(connection, "BEGIN");
    private readonly RawStatement _rollback = new(connection, "ROLLBACK");

    public override DbConnection Connection => connection;

    public override void Begin() => Run(_begin);

    public override void End()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) Run(_rollback);
    }

    public override void Interrupt() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle);

    public override bool IsInterrupted(Exception fault) => fault is SqliteException { SqliteErrorCode: SqliteInterrupt };

    public override void Dispose()
    {
        base.Dispose();
        _begin.Dispose();
        _rollback.Dispose();
        connection.Dispose();
    }

    protected override PreparedQuery Prepare(string sql) => new RawStatement(connection, sql);

    private static void Run(RawStatement statement)
    {
        using var rows = statement.Run();
        rows.Read();
    }
}
