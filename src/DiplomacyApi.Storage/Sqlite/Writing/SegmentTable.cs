using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Storage.Sqlite.Writing;

/// <summary>Writes the rows of segments.</summary>
internal sealed class SegmentTable(RawStatements statements)
{
    private const string InsertText =
        """
        INSERT INTO segments (kind, subject, part, debtor, from_time, until_time, rev_from, rev_until, cut_rev, since, state, obligation_kind, negotiation,
          demand, creditors, due_from, due_until, promised_from, promised_until, bytes)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 9223372036854775807, 0, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
        """;

    private const string Current = "kind = ?1 AND subject = ?2 AND part = ?3 AND debtor = ?4 AND from_time = ?5 AND rev_until = 9223372036854775807";

    private readonly RawStatement _insert = statements.Of(InsertText);
    private readonly RawStatement _cut = statements.Of($"UPDATE segments SET cut_rev = ?6, until_time = ?7 WHERE {Current}");
    private readonly RawStatement _close = statements.Of($"UPDATE segments SET rev_until = ?6 WHERE {Current}");

    public void Write(ProjectionBatch batch, long revision)
    {
        foreach (var row in batch.SegmentsClosed) Key(_close, row).Add(revision).ExecuteOnOne();
        foreach (var row in batch.SegmentsCut) Key(_cut, row).Add(revision).Add(row.Until).ExecuteOnOne();
        foreach (var row in batch.SegmentsOpened) Insert(row, revision);
    }

    private void Insert(SegmentRow row, long revision)
    {
        var columns = row.Columns;
        var (due, promised) = (Times.DueBounds(columns.Due), Times.DueBounds(columns.Promised));
        Key(_insert, row).Add(row.Until).Add(revision)
            .Add(columns.Since).Add((long)columns.State).Add((long)columns.ObligationKind).Add(columns.Negotiation).Add(columns.Demand)
            .Add(columns.Creditors)
            .Add(due?.From).Add(due?.Until).Add(promised?.From).Add(promised?.Until).Add(row.Bytes).Execute();
    }

    private static RawStatement.Binding Key(RawStatement statement, SegmentRow row) =>
        statement.Bind().Add((long)row.Key.Kind).Add(row.Subject).Add(row.Key.Part).Add(row.Key.Debtor).Add(row.Key.From);
}
