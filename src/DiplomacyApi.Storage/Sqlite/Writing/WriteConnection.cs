using System.Text.Json;
using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Negotiations;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;
using DiplomacyApi.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>The writer's connection, with the statements prepared on it. Parameters are ?1, ?2, … in order.</summary>
internal sealed class WriteConnection : IWriteTransaction, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private JournalTables? _journal;
    private ProjectionWriter? _projections;

    public WriteConnection(SqliteConnection connection)
    {
        _connection = connection;
        Prepared = new RawStatements(connection);
        Statements = new StatementRows(Prepared.Of);
    }

    /// <summary>What is read on the same connection.</summary>
    public RawStatements Prepared { get; }

    public IStatementRows Statements { get; }

    public IReadOnlyList<Actor> Actors(IReadOnlyCollection<string> names, CancellationToken ct) => Of(
        "SELECT bytes FROM actors WHERE name IN (SELECT value FROM json_each(?1)) AND rev_until = 9223372036854775807",
        names, row => Actor.Parser.ParseFrom(row.Blob(0)), ct);

    public IReadOnlyList<Negotiation> Negotiations(IReadOnlyCollection<string> names, CancellationToken ct) => Of(
        "SELECT bytes FROM negotiations WHERE name IN (SELECT value FROM json_each(?1)) AND rev_until = 9223372036854775807",
        names, row => NegotiationVersion.Read(row.Blob(0)), ct);

    public IReadOnlyList<(string Body, string Actor)> Speakers(IReadOnlyCollection<string> bodies, CancellationToken ct) => Of(
        """
        SELECT DISTINCT body, actor FROM affiliations
        WHERE body IN (SELECT value FROM json_each(?1)) AND speaks_for AND rev_until = 9223372036854775807
        """, bodies, row => (row.Text(0), row.Text(1)), ct);

    public IReadOnlyList<SegmentRow> Segments(IReadOnlyCollection<string> subjects, CancellationToken ct) => Of(
        """
        SELECT kind, subject, part, debtor, from_time, until_time, bytes FROM segments
        WHERE kind IN (1, 2, 3, 4, 5) AND subject IN (SELECT value FROM json_each(?1)) AND rev_until = 9223372036854775807
        """,
        subjects,
        row => new SegmentRow(row.Text(1), new SegmentKey((SegmentKind)row.Number(0), row.Text(2), row.Text(3), row.Number(4)), row.Number(5), row.Blob(6).ToArray()), ct);

    public long LastChange(string name, CancellationToken ct) => LastChanges.Of(_connection, name, ct);

    public FirstAnswer? Answered(string logId, string recorder, string requestId, CancellationToken ct) =>
        FirstAnswers.Find(_connection, Prepared, logId, recorder, requestId, ct);

    public Head Append(Head head, Entry entry)
    {
        var added = SealedEntry.After(head, entry);
        Write(added);
        Project(entry);
        return added.Head(head.LogId);
    }

    public (EraseStatementResponse Response, Head Head) Erase(Head head, ExclusiveRequest<EraseStatementRequest> asked, DateTimeOffset recordTime, CancellationToken ct) =>
        Erasures.Write(_connection, this, head, asked, recordTime, ct);

    /// <summary>Writes an entry as it is, within a transaction.</summary>
    public void Write(SealedEntry entry) => (_journal ??= new JournalTables(Prepared)).Write(entry);

    /// <summary>Writes what follows from an entry, within a transaction.</summary>
    public void Project(Entry entry) => (_projections ??= new ProjectionWriter(Prepared)).Write(entry);

    /// <summary>Writes rows, within a transaction.</summary>
    public void Run(string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = Prepared.Of(sql).Run(values);
        rows.Read();
    }

    /// <summary>Begins or ends a transaction. The driver tries again while another connection holds the file.</summary>
    public void Run(string sql)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            _commands[sql] = command;
        }
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        Prepared.Dispose();
    }

    private List<T> Of<T>(string sql, IReadOnlyCollection<string> names, RowReader<T> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return names.Count == 0 ? [] : Prepared.Of(sql).ToList(read, JsonSerializer.Serialize(names));
    }
}
