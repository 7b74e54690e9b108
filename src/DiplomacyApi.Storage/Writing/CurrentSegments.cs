using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The segments that are current of each subject touched, as they stand after the entries decided so far.</summary>
internal sealed class CurrentSegments(DecisionRows rows)
{
    private readonly Dictionary<string, OfSubject> _current = new(StringComparer.Ordinal);

    /// <summary>How many segments it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Their size as it is stored.</summary>
    public long Bytes { get; private set; }

    public void Load(IEnumerable<string> subjects, CancellationToken ct)
    {
        var fresh = subjects.Where(subject => !_current.ContainsKey(subject)).ToList();
        if (fresh.Count == 0) return;
        foreach (var subject in fresh) _current[subject] = new OfSubject();
        foreach (var row in rows.Segments(fresh, ct))
            Put(_current[row.Subject], row);
    }

    /// <summary>Of a name that is new, the database has none.</summary>
    public void LoadNew(string subject) => _current.TryAdd(subject, new OfSubject());

    /// <summary>How many obligations the subject has, at whatever time.</summary>
    public int ObligationsOf(string subject) => _current.GetValueOrDefault(subject)?.Obligations.Count ?? 0;

    public IEnumerable<SegmentRow> Of(string subject) => _current.GetValueOrDefault(subject)?.Rows.Values ?? Enumerable.Empty<SegmentRow>();

    /// <summary>
    /// Takes all that the rules make of a subject; null: nothing. Only the rows that differ are closed and opened. Tells which.
    /// </summary>
    public SegmentChange Take(string subject, SubjectSegments? history, ProjectionBatch batch)
    {
        var before = _current.GetValueOrDefault(subject) ?? new OfSubject();
        var after = new OfSubject();
        foreach (var row in before.Rows.Values) Forget(row);
        foreach (var row in history is null ? [] : SegmentRow.Of(history)) Put(after, row);
        _current[subject] = after;
        return Write(
            [.. before.Rows.Values.Where(row => !after.Rows.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))],
            [.. after.Rows.Values.Where(row => !before.Rows.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))],
            batch);
    }

    /// <summary>Takes what going on moved of a subject, and only that.</summary>
    public SegmentChange Take(SubjectHistory history, ProjectionBatch batch)
    {
        var (gone, moved) = (SegmentRow.Of(history.Removed).ToDictionary(row => row.Key), new Dictionary<SegmentKey, SegmentRow>());
        // The last of several that begin at one time is what holds.
        foreach (var row in SegmentRow.Of(history.Changed)) moved[row.Key] = row;
        var segments = _current[history.Subject];
        List<SegmentRow> closed = [.. gone.Keys.Union(moved.Keys).Select(key => segments.Rows.GetValueOrDefault(key)).OfType<SegmentRow>()
            .Where(row => !moved.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))];
        List<SegmentRow> opened = [.. moved.Values.Where(row => !segments.Rows.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))];
        foreach (var row in closed)
            if (segments.Rows.Remove(row.Key)) Forget(row);
        foreach (var row in opened) Put(segments, row);
        return Write(closed, opened, batch);
    }

    private static SegmentChange Write(List<SegmentRow> closed, List<SegmentRow> opened, ProjectionBatch batch)
    {
        var endless = closed.Where(row => row.Until == Times.Open).ToDictionary(row => row.Key);
        var cut = opened.Where(row => endless.TryGetValue(row.Key, out var before) && row.IsCutOf(before)).ToDictionary(row => row.Key);
        batch.SegmentsClosed.AddRange(closed.Where(row => !cut.ContainsKey(row.Key)));
        batch.SegmentsCut.AddRange(cut.Values);
        batch.SegmentsOpened.AddRange(opened.Where(row => !cut.ContainsKey(row.Key)));
        return new SegmentChange(closed, opened);
    }

    private void Put(OfSubject segments, SegmentRow row)
    {
        segments.Rows.Add(row.Key, row);
        Count++;
        Bytes += row.Bytes.Length;
        if (row.Key.Kind == SegmentKind.Obligation) segments.Obligations.Add((row.Key.Part, row.Key.Debtor));
    }

    private void Forget(SegmentRow row)
    {
        Count--;
        Bytes -= row.Bytes.Length;
    }

    private sealed class OfSubject
    {
        public Dictionary<SegmentKey, SegmentRow> Rows { get; } = [];

        public HashSet<(string Part, string Debtor)> Obligations { get; } = [];
    }
}

/// <summary>The rows of one subject that an entry closed and opened.</summary>
internal sealed record SegmentChange(IReadOnlyList<SegmentRow> Closed, IReadOnlyList<SegmentRow> Opened)
{
    public bool IsNone => Closed.Count == 0 && Opened.Count == 0;

    /// <summary>Whether it moves more than when the subject was last spoken of.</summary>
    public bool MovesStatus => Closed.Concat(Opened).Any(row => row.Key.Kind != SegmentKind.Activity);
}
