using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Sqlite.Obligations;
using DiplomacyApi.Storage.Sqlite.Statements;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Storage.Sqlite.Reading;

/// <summary>The reads that are asked for most: a statement, a page of them, a page of what is owed. Prepared once on each connection.</summary>
internal static class HotReads
{
    private const string One =
        """
        SELECT coalesce(s.replaced, p.bytes), s.overlay FROM statements s JOIN payload p ON p.revision = s.revision
        WHERE s.name = ?1 AND s.rev_from <= ?2 AND s.rev_until > ?2
        """;

    /// <summary>Adds a statement as it goes out; false where it was not recorded by then.</summary>
    public static bool Statement(Reader reader, string name, ReadPoint point, FrozenItems statements)
    {
        using var rows = reader.Raw(One).Run(name, point.Revision);
        if (!rows.Read()) return false;
        statements.Add(rows.Blob(0), rows.Blob(1));
        return true;
    }

    /// <summary>A negotiation as it is stored; null where it was not recorded by then.</summary>
    public static byte[]? Negotiation(Reader reader, string name, ReadPoint point)
    {
        using var rows = reader.Raw("SELECT bytes FROM negotiations WHERE name = ?1 AND rev_from <= ?2 AND rev_until > ?2").Run(name, point.Revision);
        if (!rows.Read()) return null;
        return rows.Blob(0).ToArray();
    }

    /// <summary>The last recorded first. <paramref name="more"/> adds conditions on rows `s` of statements, and tables joined to them.</summary>
    public static FrozenPage Statements(Reader reader, StatementCriteria criteria, ReadPoint point, int size, string? key, Func<SqlText, string>? more = null)
    {
        var sql = new SqlText();
        criteria.Where(sql, sql.Value(point.Revision));
        if (key is not null) sql.And($"s.revision < {sql.Value(RevisionOf(key))}");
        var joined = more?.Invoke(sql) ?? "";
        var text =
            $"""
            SELECT coalesce(s.replaced, p.bytes), s.overlay, s.revision FROM statements s JOIN payload p ON p.revision = s.revision {joined}
            WHERE {sql.Conditions} ORDER BY s.revision DESC LIMIT {sql.Value(size + 1)}
            """;

        var items = new FrozenItems();
        var room = new PageRoom(size);
        var last = 0L;
        using var rows = reader.Raw(text).Run(sql.Values);
        while (rows.Read())
        {
            var bytes = rows.Blob(0);
            var overlay = rows.Blob(1);
            if (!room.Takes(bytes.Length + overlay.Length)) return new(items, last.ToString(CultureInfo.InvariantCulture));
            items.Add(bytes, overlay);
            last = rows.Number(2);
        }
        return new(items, null);
    }

    /// <summary>How many there are.</summary>
    public static long CountStatements(Reader reader, StatementCriteria criteria, ReadPoint point, Func<SqlText, string>? more = null)
    {
        var sql = new SqlText();
        criteria.Where(sql, sql.Value(point.Revision));
        more?.Invoke(sql);
        return (long)reader.Prepared($"SELECT count(*) FROM statements s WHERE {sql.Conditions}", sql.Values).ExecuteScalar()!;
    }

    /// <summary>Whether no later revision has been written, as far as the reader sees.</summary>
    public static bool IsNewest(Reader reader, long revision)
    {
        using var rows = reader.Raw("SELECT max(revision) FROM journal").Run();
        return rows.Read() && rows.Number(0) <= revision;
    }

    public static List<SegmentHit> Segments(Reader reader, SegmentFilter filter, ReadPoint point, bool isNewest, SegmentPlace? after, int take)
    {
        var sql = new SqlText();
        var at = new SegmentPoint(sql.Value(point.Revision), sql.Value(Times.At(point.AsOf)), isNewest);
        filter.Where(sql, "s", at);
        var order = filter.Kind == SegmentKind.Promise ? "part, debtor, subject" : "subject, part, debtor";
        if (after is not null)
        {
            var (since, subject, part, debtor) = (sql.Value(after.Since), sql.Value(after.Subject), sql.Value(after.Part), sql.Value(after.Debtor));
            var place = filter.Kind == SegmentKind.Promise ? $"({part}, {debtor}, {subject})" : $"({subject}, {part}, {debtor})";
            sql.And($"s.since <= {since} AND (s.since < {since} OR (s.since = {since} AND (s.{order.Replace(", ", ", s.", StringComparison.Ordinal)}) > {place}))");
        }
        // What holds was opened by then, so that the page begins there; what was seen before its own date stands in an index of its own.
        var select = $"SELECT s.subject AS subject, s.part AS part, s.debtor AS debtor, s.from_time, {at.Until("s")}, s.since AS since, s.bytes FROM segments s";
        var text =
            $"""
            {select} WHERE {sql.Conditions} AND s.since <= {at.T}
            UNION ALL {select} INDEXED BY segments_early WHERE {sql.Conditions} AND s.since > {at.T} AND s.from_time < s.since
            ORDER BY since DESC, {order} LIMIT {sql.Value(take)}
            """;

        var hits = new List<SegmentHit>();
        using var rows = reader.Raw(text).Run(sql.Values);
        while (rows.Read())
            hits.Add(new SegmentHit(rows.Text(0), rows.Text(1), rows.Text(2), rows.Number(3), rows.Number(4), rows.Number(5), rows.Blob(6).ToArray()));
        return hits;
    }

    /// <summary>The frozen bytes, and after them what was derived about the statement: two messages one after the other merge.</summary>
    public static ReadOnlyMemory<byte> Served(SqliteDataReader rows, int column)
    {
        var bytes = rows.GetFieldValue<byte[]>(column);
        return rows.IsDBNull(column + 1) ? bytes : (byte[])[.. bytes, .. rows.GetFieldValue<byte[]>(column + 1)];
    }

    /// <summary>The revision that a key of a page names.</summary>
    public static long RevisionOf(string key) => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
        ? revision
        : throw new RefusedException(ErrorReason.PageTokenMismatch, "The page token belongs to another list; start from the first page.", "page_token");
}
