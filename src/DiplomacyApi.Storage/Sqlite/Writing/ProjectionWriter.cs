using DiplomacyApi.Storage.Negotiations;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>Writes what follows from entries to the derived tables, on one connection, within the caller's transaction.</summary>
internal sealed class ProjectionWriter(RawStatements statements)
{
    private readonly ActorTables _actors = new(statements);
    private readonly StatementTables _statements = new(statements);
    private readonly SegmentTable _segments = new(statements);
    private readonly RawStatement _closeNegotiation =
        statements.Of("UPDATE negotiations SET rev_until = ?1 WHERE name = ?2 AND rev_until = 9223372036854775807");
    private readonly RawStatement _negotiation =
        statements.Of("INSERT INTO negotiations (name, rev_from, rev_until, bytes) VALUES (?1, ?2, 9223372036854775807, ?3)");
    private readonly RawStatement _changes = statements.Of("INSERT INTO changes (revision, bytes) VALUES (?1, ?2)");

    public void Write(Entry entry)
    {
        var (batch, revision) = (entry.Projections, entry.Revision);
        if (batch.Actor is { } actor) _actors.Write(actor, revision);
        if (batch.Negotiation is { } negotiation) Write(negotiation, revision);
        _statements.Write(batch, revision);
        _segments.Write(batch, revision);
        if (batch.Changes is { } changes) _changes.Bind().Add(revision).Add(changes).Execute();
    }

    private void Write(NegotiationVersion version, long revision)
    {
        if (!version.IsFirst) _closeNegotiation.Bind().Add(revision).Add(version.Name).Execute();
        _negotiation.Bind().Add(version.Name).Add(revision).Add(version.Bytes).Execute();
    }
}
