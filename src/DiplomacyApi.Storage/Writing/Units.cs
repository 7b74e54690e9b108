using System.Text.Json;
using Dapper;
using DiplomacyApi.Domain.Rules;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The spans that are current of each subject touched, as they stand after the entries decided so far.</summary>
internal sealed class Units(SqliteConnection connection)
{
    private readonly Dictionary<string, IReadOnlyDictionary<SpanKey, SpanRow>> _current = new(StringComparer.Ordinal);

    public void Load(IEnumerable<string> subjects, CancellationToken ct)
    {
        var fresh = subjects.Where(subject => !_current.ContainsKey(subject)).ToList();
        if (fresh.Count == 0) return;
        const string sql =
            """
            SELECT kind, subject, part, debtor, from_time AS fromTime, until_time AS untilTime, bytes FROM spans
            WHERE kind IN (1, 2, 3, 4, 5) AND subject IN (SELECT value FROM json_each(@subjects)) AND rev_until = 9223372036854775807
            """;
        var rows = connection.Query<(int Kind, string Subject, string Part, string Debtor, long From, long Until, byte[] Bytes)>(
            new CommandDefinition(sql, new { subjects = JsonSerializer.Serialize(fresh) }, cancellationToken: ct));
        var bySubject = rows
            .Select(row => new SpanRow(row.Subject, new SpanKey((SpanKind)row.Kind, row.Part, row.Debtor, row.From), row.Until, row.Bytes))
            .ToLookup(row => row.Subject, StringComparer.Ordinal);
        foreach (var subject in fresh) _current[subject] = bySubject[subject].ToDictionary(row => row.Key);
    }

    /// <summary>How many obligations the subject has, at whatever time.</summary>
    public int ObligationsOf(string subject) =>
        Of(subject).Where(row => row.Key.Kind == SpanKind.Obligation).Select(row => (row.Key.Part, row.Key.Debtor)).Distinct().Count();

    public IEnumerable<SpanRow> Of(string subject) => _current.GetValueOrDefault(subject)?.Values ?? [];

    /// <summary>Takes what the rules make of a subject; only the rows that differ are closed and opened. Tells whether any did.</summary>
    public bool Take(string subject, UnitHistory? history, long revision, List<Action<RowWriter>> rows)
    {
        var before = _current.GetValueOrDefault(subject);
        var after = history is null ? [] : SpanRow.Of(history).ToDictionary(row => row.Key);
        var written = rows.Count;
        foreach (var row in before?.Values ?? [])
            if (!after.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))
                rows.Add(writer => row.CloseAt(writer, revision));
        foreach (var row in after.Values)
            if (before is null || !before.TryGetValue(row.Key, out var same) || !same.IsSameAs(row))
                rows.Add(writer => row.Open(writer, revision));
        _current[subject] = after;
        return rows.Count > written;
    }

    public Units Copy()
    {
        var copy = new Units(connection);
        foreach (var (subject, rows) in _current) copy._current[subject] = rows;
        return copy;
    }
}
