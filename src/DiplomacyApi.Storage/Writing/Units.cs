using System.Text.Json;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Sqlite;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The spans that are current of each subject touched, as they stand after the entries decided so far.</summary>
internal sealed class Units(Func<string, RawStatement> prepared)
{
    private readonly Dictionary<string, Unit> _current = new(StringComparer.Ordinal);

    /// <summary>How many spans it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Their size as it is stored.</summary>
    public long Bytes { get; private set; }

    public void Load(IEnumerable<string> subjects, CancellationToken ct)
    {
        var fresh = subjects.Where(subject => !_current.ContainsKey(subject)).ToList();
        if (fresh.Count == 0) return;
        const string sql =
            """
            SELECT kind, subject, part, debtor, from_time, until_time, bytes FROM spans
            WHERE kind IN (1, 2, 3, 4, 5) AND subject IN (SELECT value FROM json_each(?1)) AND rev_until = 9223372036854775807
            """;
        ct.ThrowIfCancellationRequested();
        foreach (var subject in fresh) _current[subject] = new Unit();
        foreach (var row in prepared(sql).ToList(
            row => new SpanRow(row.Text(1), new SpanKey((SpanKind)row.Number(0), row.Text(2), row.Text(3), row.Number(4)), row.Number(5), row.Blob(6).ToArray()),
            JsonSerializer.Serialize(fresh)))
            Put(_current[row.Subject], row);
    }

    /// <summary>Of a name that is new, the database has none.</summary>
    public void LoadNew(string subject) => _current.TryAdd(subject, new Unit());

    /// <summary>How many obligations the subject has, at whatever time.</summary>
    public int ObligationsOf(string subject) => _current.GetValueOrDefault(subject)?.Obligations.Count ?? 0;

    public IEnumerable<SpanRow> Of(string subject) => _current.GetValueOrDefault(subject)?.Rows.Values ?? Enumerable.Empty<SpanRow>();

    /// <summary>Takes all that the rules make of a subject; null: nothing. Only the rows that differ are closed and opened. Tells which.</summary>
    public SpanChange Take(string subject, SubjectSegments? history, ProjectionBatch batch)
    {
        var before = _current.GetValueOrDefault(subject) ?? new Unit();
        var after = new Unit();
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
        var unit = _current[history.Subject];
        List<SpanRow> closed = [.. gone.Keys.Union(moved.Keys).Select(key => unit.Rows.GetValueOrDefault(key)).OfType<SpanRow>()
            .Where(row => !moved.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))];
        List<SpanRow> opened = [.. moved.Values.Where(row => !unit.Rows.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))];
        foreach (var row in closed)
            if (unit.Rows.Remove(row.Key)) Forget(row);
        foreach (var row in opened) Put(unit, row);
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

    private void Put(Unit unit, SpanRow row)
    {
        unit.Rows.Add(row.Key, row);
        Count++;
        Bytes += row.Bytes.Length;
        if (row.Key.Kind == SpanKind.Obligation) unit.Obligations.Add((row.Key.Part, row.Key.Debtor));
    }

    private void Forget(SpanRow row)
    {
        Count--;
        Bytes -= row.Bytes.Length;
    }

    private sealed class Unit
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
