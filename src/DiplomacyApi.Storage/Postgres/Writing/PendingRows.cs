using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Negotiations;
using DiplomacyApi.Storage.Writing;
using Npgsql;
using static DiplomacyApi.Storage.Postgres.Writing.ColumnType;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>The rows of entries that are written together, which wait to be sent in one round trip.</summary>
internal sealed class PendingRows
{
    private readonly JournalTables _journal = new();
    private readonly ActorTables _actors = new();
    private readonly StatementTables _statements = new();
    private readonly SegmentTable _segments = new();

    private readonly RowArrays _negotiations =
        RowArrays.Into("negotiations", ("name", Text), ("rev_from", Number), ("rev_until", Number), ("bytes", Blob));

    private readonly RowArrays _closeNegotiations = new(
        "UPDATE negotiations t SET rev_until = rows.revision FROM @rows WHERE t.name = rows.name AND +t.rev_until = 9223372036854775807",
        ("name", Text), ("revision", Number));

    private readonly RowArrays _changes = RowArrays.Into("changes", ("revision", Number), ("bytes", Blob));
    private readonly OpenRows<string> _openNegotiations;
    private readonly RowArrays[] _all;

    public PendingRows()
    {
        _openNegotiations = new(_negotiations);
        _all = [.. _journal.All, .. _actors.All, _closeNegotiations, _negotiations, .. _statements.All, .. _segments.All, _changes];
    }

    public void Write(SealedEntry entry) => _journal.Write(entry);

    /// <summary>Adds what follows from an entry.</summary>
    public void Project(Entry entry)
    {
        var (batch, revision) = (entry.Projections, entry.Revision);
        if (batch.Actor is { } actor) _actors.Write(actor, revision);
        if (batch.Negotiation is { } negotiation) Write(negotiation, revision);
        _statements.Write(batch, revision);
        _segments.Write(batch, revision);
        if (batch.Changes is { } changes) _changes.Add(revision).Add(changes);
    }

    /// <summary>Sends them all, and whatever is to follow, in one round trip, and forgets them.</summary>
    public void Send(NpgsqlConnection connection, params IReadOnlyList<NpgsqlBatchCommand> following)
    {
        using var batch = new NpgsqlBatch(connection);
        NpgsqlBatchCommand? checkedOne = null;
        foreach (var rows in _all.Where(rows => rows.Count > 0))
        {
            batch.BatchCommands.Add(rows.ToCommand());
            if (rows == _segments.MeansOneEach) checkedOne = batch.BatchCommands[^1];
        }
        foreach (var command in following) batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count == 0) return;
        batch.ExecuteNonQuery();
        if (checkedOne is not null && checkedOne.RecordsAffected != _segments.MeansOneEach.Count)
            throw new InvalidOperationException("A row that is to be changed is not there; rebuild the derived tables.");
        Clear();
    }

    public void Clear()
    {
        foreach (var rows in _all) rows.Clear();
        _openNegotiations.Clear();
        _actors.Clear();
        _statements.Clear();
        _segments.Clear();
    }

    private void Write(NegotiationVersion version, long revision)
    {
        if (!version.IsFirst && !_openNegotiations.TryClose(version.Name, revision)) _closeNegotiations.Add(version.Name).Add(revision);
        _openNegotiations.Begin(version.Name);
        _openNegotiations.Row(version.Name).Add(version.Name).Add(revision).Add(Times.Open).Add(version.Bytes);
    }
}
