using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>The writer's connection, with the statements prepared on it.</summary>
internal sealed class WriteConnection(SqliteConnection connection, RawStatements prepared)
    : WriteTransaction(() => connection, prepared.Of), IDisposable
{
    private const int SqliteConstraint = 19;
    private const int Serialized = 1;

    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private JournalTables? _journal;
    private ProjectionWriter? _projections;

    /// <summary>SQLite lets two threads share a connection, one step of a statement at a time.</summary>
    public override bool CanWriteBesideReads { get; } = raw.sqlite3_threadsafe() == Serialized;

    public WriteConnection(SqliteConnection connection)
        : this(connection, new RawStatements(connection))
    {
    }

    public override void Write(SealedEntry entry) => (_journal ??= new JournalTables(prepared)).Write(entry);

    public override void Project(Entry entry) => (_projections ??= new ProjectionWriter(prepared)).Write(entry);

    public override void Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = prepared.Of(sql).Run(values);
        rows.Read();
    }

    public override string ProjectionsHash => Schema.Projections.Hash;

    public override void RecreateProjections() => Schema.Projections.Recreate(connection);

    public override bool IsConstraint(Exception fault) => fault is SqliteException { SqliteErrorCode: SqliteConstraint };

    /// <summary>Begins or ends a transaction. The driver tries again while another connection holds the file.</summary>
    public void Run(string sql)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            _commands[sql] = command;
        }
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        prepared.Dispose();
    }
}
