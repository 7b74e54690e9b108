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

    private readonly RawStatement _insert = statements.Of(InsertText);
    private readonly Dictionary<SegmentKind, RawStatement> _cut = OfKinds(statements, "cut_rev = ?5, until_time = ?6");
    private readonly Dictionary<SegmentKind, RawStatement> _close = OfKinds(statements, "rev_until = ?5");

    public void Write(ProjectionBatch batch, long revision)
    {
        foreach (var row in batch.SegmentsClosed) Key(_close[row.Key.Kind].Bind(), row).Add(revision).ExecuteOnOne();
        foreach (var row in batch.SegmentsCut) Key(_cut[row.Key.Kind].Bind(), row).Add(revision).Add(row.Until).ExecuteOnOne();
        foreach (var row in batch.SegmentsOpened) Insert(row, batch.Names, revision);
    }

    /// <summary>
    /// The kind stands in the text: partial indexes ask for it, and as a value it would have SQLite compile the statement again at each
    /// run, which took a tenth of the writer's time in an import.
    /// </summary>
    private static Dictionary<SegmentKind, RawStatement> OfKinds(RawStatements statements, string change) =>
        Enum.GetValues<SegmentKind>().ToDictionary(kind => kind, kind => statements.Of(
            $"""
            UPDATE segments SET {change} WHERE kind = {(int)kind} AND subject = ?1 AND part = ?2 AND debtor = ?3 AND from_time = ?4
              AND rev_until = 9223372036854775807
            """));

    private void Insert(SegmentRow row, NameIds names, long revision)
    {
        var columns = row.Columns;
        var (due, promised) = (Times.DueBounds(columns.Due), Times.DueBounds(columns.Promised));
        Key(_insert.Bind().Add((long)row.Key.Kind), row).Add(row.Until).Add(revision)
            .Add(columns.Since).Add((long)columns.State).Add((long)columns.ObligationKind).Add(names.Of(columns.Negotiation))
            .Add(columns.Demand).Add(names.ListOf(columns.Creditors))
            .Add(due?.From).Add(due?.Until).Add(promised?.From).Add(promised?.Until).Add(row.Bytes).Execute();
    }

    private static RawStatement.Binding Key(RawStatement.Binding values, SegmentRow row) =>
        values.Add(row.Subject).Add(row.Key.Part).Add(row.Key.Debtor).Add(row.Key.From);
}
