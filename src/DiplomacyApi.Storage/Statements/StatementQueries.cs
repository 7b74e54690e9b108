using Diplomacy.V1;
using DiplomacyApi.Domain;
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
    private readonly IStatementLookups? _lookups;

    internal StatementQueries(ReadAccess reads, ReadPoints points, IStatementLookups? lookups) =>
        (_reads, _points, _lookups, _kept) = (reads, points, lookups, lookups is null ? (new(reads), new()) : null);

    /// <summary>Forgets what is kept of earlier answers.</summary>
    internal void Forget()
    {
        _kept?.One.Clear();
        _kept?.Pages.Clear();
    }

    /// <summary>A statement as it stands at K, as it goes out; null where it was not recorded by then.</summary>
    public ValueTask<FrozenItems?> FrozenStatementAsync(string name, ReadPoint point, CancellationToken ct) =>
        _lookups is null ? new(FrozenStatement(name, point, ct)) : new(_lookups.FindAsync(name, point.Revision, ct));

    /// <summary>The same, on this thread.</summary>
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
        var (found, room) = (new List<ReadOnlyMemory<byte>?>(names.Count), new BatchRoom());
        foreach (var together in names.Chunk(Limits.LookupsTogetherMax))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var statement in _lookups?.Find(lease, together, point.Revision) ?? together.Select(name => One(lease, name)))
            {
                if (statement is not null) room.Take(statement[0].Length);
                found.Add(statement?[0]);
            }
        }
        return found;

        FrozenItems? One(Lease lease, string name)
        {
            var statement = new FrozenItems();
            return StatementPages.Add(lease, name, point, statement) is null ? null : statement;
        }
    }, ct);

    /// <summary>The last recorded first, each once, as they go out.</summary>
    public ValueTask<FrozenPage> StatementsBytesAsync(
        StatementFilter? filter, ReadPoint point, int size, string? key, CancellationToken ct) =>
        _lookups is not null && key is null && IsShort(filter)
            ? new(_lookups.PageAsync(StatementPageKey.Of(filter, size, point.Revision),
                () => StatementsBytes(filter, point, size, null, CancellationToken.None)))
            : new(StatementsBytes(filter, point, size, key, ct));

    /// <summary>Whether an index leads to what a page has: only the negotiation has one.</summary>
    public static bool IsShort(StatementFilter? filter) =>
        filter is null || filter.Equals(new StatementFilter { Negotiation = filter.Negotiation });

    /// <summary>The same page, on this thread.</summary>
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
