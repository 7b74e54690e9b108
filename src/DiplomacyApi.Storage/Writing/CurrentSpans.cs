using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The spans that are current of each subject touched, as they stand after the entries decided so far.</summary>
internal sealed class CurrentSpans(IWriteTransaction transaction)
{
    private readonly Dictionary<string, OfSubject> _current = new(StringComparer.Ordinal);

    /// <summary>How many spans it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Their size as it is stored.</summary>
    public long Bytes { get; private set; }

    public void Load(IEnumerable<string> subjects, CancellationToken ct)
    {
        var fresh = subjects.Where(subject => !_current.ContainsKey(subject)).ToList();
        if (fresh.Count == 0) return;
        foreach (var subject in fresh) _current[subject] = new OfSubject();
        foreach (var row in transaction.Spans(fresh, ct))
            Put(_current[row.Subject], row);
    }

    /// <summary>Of a name that is new, the database has none.</summary>
    public void LoadNew(string subject) => _current.TryAdd(subject, new OfSubject());

    /// <summary>How many obligations the subject has, at whatever time.</summary>
    public int ObligationsOf(string subject) => _current.GetValueOrDefault(subject)?.Obligations.Count ?? 0;

    public IEnumerable<SpanRow> Of(string subject) => _current.GetValueOrDefault(subject)?.Rows.Values ?? Enumerable.Empty<SpanRow>();

    /// <summary>Takes all that the rules make of a subject; null: nothing. Only the rows that differ are closed and opened. Tells which.</summary>
    public SpanChange Take(string subject, SubjectSegments? history, ProjectionBatch batch)
    {
        var before = _current.GetValueOrDefault(subject) ?? new OfSubject();
        var after = new OfSubject();
        foreach (var row in before.Rows.Values) Forget(row);
        foreach (var row in history is null ? [] : SpanRow.Of(history)) Put(after, row);
        _current[subject] = after;
        return Write(
            [.. before.Rows.Values.Where(row => !after.Rows.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))],
            [.. after.Rows.Values.Where(row => !before.Rows.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))],
            batch);
    }

    /// <summary>Takes what going on moved of a subject, and only that.</summary>
    public SpanChange Take(SubjectHistory history, ProjectionBatch batch)
    {
        var (gone, moved) = (SpanRow.Of(history.Removed).ToDictionary(row => row.Key), new Dictionary<SpanKey, SpanRow>());
        // The last of several that begin at one time is what holds.
        foreach (var row in SpanRow.Of(history.Changed)) moved[row.Key] = row;
        var spans = _current[history.Subject];
        List<SpanRow> closed = [.. gone.Keys.Union(moved.Keys).Select(key => spans.Rows.GetValueOrDefault(key)).OfType<SpanRow>()
            .Where(row => !moved.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))];
        List<SpanRow> opened = [.. moved.Values.Where(row => !spans.Rows.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))];
        foreach (var row in closed)
            if (spans.Rows.Remove(row.Key)) Forget(row);
        foreach (var row in opened) Put(spans, row);
        return Write(closed, opened, batch);
    }

    private static SpanChange Write(List<SpanRow> closed, List<SpanRow> opened, ProjectionBatch batch)
    {
        var endless = closed.Where(row => row.Until == Times.Open).ToDictionary(row => row.Key);
        var cut = opened.Where(row => endless.TryGetValue(row.Key, out var before) && row.IsCutOf(before)).ToDictionary(row => row.Key);
        batch.SpansClosed.AddRange(closed.Where(row => !cut.ContainsKey(row.Key)));
        batch.SpansCut.AddRange(cut.Values);
        batch.SpansOpened.AddRange(opened.Where(row => !cut.ContainsKey(row.Key)));
        return new SpanChange(closed, opened);
    }

    private void Put(OfSubject spans, SpanRow row)
    {
        spans.Rows.Add(row.Key, row);
        Count++;
        Bytes += row.Bytes.Length;
        if (row.Key.Kind == SpanKind.Obligation) spans.Obligations.Add((row.Key.Part, row.Key.Debtor));
    }

    private void Forget(SpanRow row)
    {
        Count--;
        Bytes -= row.Bytes.Length;
    }

    private sealed class OfSubject
    {
        public Dictionary<SpanKey, SpanRow> Rows { get; } = [];

        public HashSet<(string Part, string Debtor)> Obligations { get; } = [];
    }
}

/// <summary>The rows of one subject that an entry closed and opened.</summary>
internal sealed record SpanChange(IReadOnlyList<SpanRow> Closed, IReadOnlyList<SpanRow> Opened)
{
    public bool IsNone => Closed.Count == 0 && Opened.Count == 0;
}
