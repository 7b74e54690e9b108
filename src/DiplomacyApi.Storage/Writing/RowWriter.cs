using DiplomacyApi.Storage.Sqlite;
using DiplomacyApi.Storage.Sqlite.Writing;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Runs statements on the writer's connection, each prepared once. Parameters are ?1, ?2, … in order.</summary>
internal sealed class RowWriter(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private JournalTables? _journal;
    private ProjectionWriter? _projections;

    /// <summary>What is read on the same connection.</summary>
    public RawStatements Statements { get; } = new(connection);

    /// <summary>Writes a new entry after a head, with what follows from it, within a transaction, and returns the head that it makes.</summary>
    public Head Append(Head head, Entry entry)
    {
        var added = SealedEntry.After(head, entry);
        Write(added);
        Project(entry);
        return added.Head(head.LogId);
    }

    /// <summary>Writes an entry as it is, within a transaction.</summary>
    public void Write(SealedEntry entry) => (_journal ??= new JournalTables(Statements)).Write(entry);

    /// <summary>Writes what follows from an entry, within a transaction.</summary>
    public void Project(Entry entry) => (_projections ??= new ProjectionWriter(Statements)).Write(entry);

    /// <summary>Writes rows, within a transaction.</summary>
    public void Run(string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = Statements.Of(sql).Run(values);
        rows.Read();
    }

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
        Statements.Dispose();
    }
}
