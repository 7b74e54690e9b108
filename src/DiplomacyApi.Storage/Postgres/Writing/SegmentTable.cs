using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Writing;
using static DiplomacyApi.Storage.Postgres.Writing.ColumnType;

namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>
/// The rows of segments. One that is in the table is changed once by all entries that are sent together, of which one may cut it and a
/// later one close it.
/// </summary>
internal sealed class SegmentTable
{
    private readonly RowArrays _opened = RowArrays.Into("segments",
        ("kind", Number), ("subject", Text), ("part", Text), ("debtor", Text), ("from_time", Number), ("until_time", Number),
        ("rev_from", Number),
        ("rev_until", Number), ("cut_rev", Number), ("since", Number), ("state", Number), ("obligation_kind", Number),
        ("negotiation", Number), ("demand", Text),
        ("creditors", Text), ("due_from", Number), ("due_until", Number), ("promised_from", Number), ("promised_until", Number),
        ("bytes", Blob));

    // Null where an entry closes what none of them cut.
    private readonly RowArrays _changed = new(
        """
        UPDATE segments t SET rev_until = rows.rev_until, cut_rev = coalesce(rows.cut_rev, t.cut_rev), until_time = coalesce(rows.until_time, t.until_time) FROM @rows
        WHERE t.kind = rows.kind AND t.subject = rows.subject AND t.part = rows.part AND t.debtor = rows.debtor AND t.from_time = rows.from_time
          AND +t.rev_until = 9223372036854775807
        """,
        ("kind", Number), ("subject", Text), ("part", Text), ("debtor", Text), ("from_time", Number), ("until_time", Number),
        ("cut_rev", Number), ("rev_until", Number));

    private readonly OpenRows<(string Subject, SegmentKey Key)> _open;
    private readonly Dictionary<(string Subject, SegmentKey Key), int> _cut = [];

    public SegmentTable() => _open = new(_opened);

    /// <summary>In the order in which they are to be sent.</summary>
    public IEnumerable<RowArrays> All => [_changed, _opened];

    /// <summary>
    /// Each of whose rows must mean just one in the table: what is kept in memory and what is stored would differ otherwise.
    /// </summary>
    public RowArrays MeansOneEach => _changed;

    public void Write(ProjectionBatch batch, long revision)
    {
        foreach (var row in batch.SegmentsClosed) Close(row, revision);
        foreach (var row in batch.SegmentsCut) Cut(row, revision);
        foreach (var row in batch.SegmentsOpened) Open(row, batch.Names, revision);
    }

    public void Clear()
    {
        _open.Clear();
        _cut.Clear();
    }

    private void Close(SegmentRow row, long revision)
    {
        var key = (row.Subject, row.Key);
        if (_open.TryClose(key, revision)) return;
        if (_cut.Remove(key, out var cut)) _changed.Set(cut, "rev_until", revision);
        else Key(_changed, row).Add((long?)null).Add((long?)null).Add(revision);
    }

    private void Cut(SegmentRow row, long revision)
    {
        var key = (row.Subject, row.Key);
        if (_open.Find(key) is { } waiting)
        {
            _opened.Set(waiting, "until_time", row.Until);
            _opened.Set(waiting, "cut_rev", revision);
            return;
        }
        _cut[key] = _changed.Count;
        Key(_changed, row).Add(row.Until).Add(revision).Add(Times.Open);
    }

    private void Open(SegmentRow row, NameIds names, long revision)
    {
        var columns = row.Columns;
        var (due, promised) = (Times.DueBounds(columns.Due), Times.DueBounds(columns.Promised));
        _open.Begin((row.Subject, row.Key));
        Key(_open.Row((row.Subject, row.Key)), row).Add(row.Until).Add(revision).Add(Times.Open).Add(0)
            .Add(columns.Since).Add((long)columns.State).Add((long)columns.ObligationKind).Add(names.Of(columns.Negotiation))
            .Add(columns.Demand).Add(names.ListOf(columns.Creditors))
            .Add(due?.From).Add(due?.Until).Add(promised?.From).Add(promised?.Until).Add(row.Bytes);
    }

    private static RowArrays Key(RowArrays rows, SegmentRow row) =>
        rows.Add((long)row.Key.Kind).Add(row.Subject).Add(row.Key.Part).Add(row.Key.Debtor).Add(row.Key.From);
}
