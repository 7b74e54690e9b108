using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Statements;

/// <summary>Statements as they go out, and their corrections.</summary>
public sealed class StatementQueries
{
    private readonly ReadAccess _reads;
    private readonly ReadPoints _points;

    /// <summary>
    /// Null in a database that several servers share: what another one erased must not be sent for as long as this one has not heard of it,
    /// nor when it has lost the database.
    /// </summary>
    private readonly (KeptStatements One, KeptStatementPages Pages)? _kept;

    internal StatementQueries(ReadAccess reads, ReadPoints points, bool isShared) =>
        (_reads, _points, _kept) = (reads, points, isShared ? null : (new(reads), new()));

    /// <summary>Forgets what is kept of earlier answers.</summary>
    internal void Forget()
    {
        _kept?.One.Clear();
        _kept?.Pages.Clear();
    }

    /// <summary>A statement as it stands at K, as it goes out; null where it was not recorded by then.</summary>
    public FrozenItems? FrozenStatement(string name, ReadPoint point, CancellationToken ct)
    {
        var clearings = _kept?.One.Clearings ?? 0;
        return _kept?.One.Find(name, point, ct) ?? Read();

        FrozenItems? Read() => _reads.ReadOne(lease =>
        {
            var statement = new FrozenItems();
            if (StatementPages.Add(lease, name, point, statement) is not { } stood) return null;
            _kept?.One.Keep(name, point, statement, stood, clearings);
            return statement;
        }, ct);
    }

    /// <summary>The same, serialised.</summary>
    public ReadOnlyMemory<byte>? StatementBytes(string name, ReadPoint point, CancellationToken ct) => FrozenStatement(name, point, ct)?[0];

    /// <summary>
    /// Several of them, in the order of their names; null for each that was not recorded by then. Refuses TOO_LARGE as soon as they do not
    /// fit into one answer.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>?> StatementsBytes(
        IReadOnlyList<string> names, ReadPoint point, CancellationToken ct) => _reads.Read(lease =>
    {
        var (places, statements, room) = (new List<int?>(names.Count), new FrozenItems(), new BatchRoom());
        foreach (var name in names)
        {
            ct.ThrowIfCancellationRequested();
            var isThere = StatementPages.Add(lease, name, point, statements) is not null;
            if (isThere) room.Take(statements[^1].Length);
            places.Add(isThere ? statements.Count - 1 : null);
        }
        return places.ConvertAll(place => place is { } index ? statements[index] : (ReadOnlyMemory<byte>?)null);
    }, ct);

    /// <summary>The last recorded first, each once, as they go out.</summary>
    public FrozenPage StatementsBytes(StatementFilter? filter, ReadPoint point, int size, string? key, CancellationToken ct)
    {
        // Those that follow a page are asked for once.
        return key is null && _kept is { } kept ? kept.Pages.Of(filter, size, point, Make) : Make();

        FrozenPage Make()
        {
            var criteria = new StatementCriteria(filter);
            var recorded = _points.RecordedWithin(criteria);
            return _reads.ReadOne(lease => StatementPages.Page(lease, criteria, point, size, key, recorded), ct);
        }
    }

    /// <summary>How many there are.</summary>
    public long CountStatements(StatementFilter? filter, ReadPoint point, CancellationToken ct)
    {
        var criteria = new StatementCriteria(filter);
        var recorded = _points.RecordedWithin(criteria);
        return _reads.ReadOne(lease => StatementPages.Count(lease, criteria, point, recorded), ct);
    }
}
