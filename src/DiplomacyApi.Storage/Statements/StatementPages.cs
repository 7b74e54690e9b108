using System.Globalization;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Statements;

/// <summary>The reads of statements that are asked for most: one, and a page of them. Prepared once on each connection.</summary>
internal static class StatementPages
{
    private const string One =
        """
        SELECT coalesce(s.replaced, p.bytes), s.overlay, s.rev_from, s.rev_until FROM statements s JOIN payload p ON p.revision = s.revision
        WHERE s.name = ?1 AND s.rev_from <= ?2 AND s.rev_until > ?2
        """;

    /// <summary>
    /// Adds a statement as it goes out. Returns the revision from which it stood so, and the one from which it no longer did; null if it
    /// was not recorded by then.
    /// </summary>
    public static (long From, long Until)? Add(Lease lease, string name, ReadPoint point, FrozenItems statements)
    {
        using var rows = lease.Prepared(One).Run(name, point.Revision);
        if (!rows.Read()) return null;
        statements.Add(rows.Blob(0), rows.Blob(1));
        return (rows.Number(2), rows.Number(3));
    }

    /// <summary>
    /// The last recorded first. <paramref name="more"/> adds conditions on rows `s` of statements, and tables joined to them.
    /// </summary>
    public static FrozenPage Page(
        Lease lease, StatementCriteria criteria, ReadPoint point, int size, string? key, Func<SqlText, string>? more = null)
    {
        var sql = new SqlText();
        criteria.Where(sql, sql.Value(point.Revision));
        if (key is not null) sql.And($"s.revision < {sql.Value(Revisions.OfKey(key))}");
        var joined = more?.Invoke(sql) ?? "";
        var text =
            $"""
            SELECT coalesce(s.replaced, p.bytes), s.overlay, s.revision FROM statements s JOIN payload p ON p.revision = s.revision {joined}
            WHERE {sql.Conditions} ORDER BY s.revision DESC LIMIT {sql.Value(size + 1)}
            """;

        var items = new FrozenItems();
        var room = new PageRoom(size);
        var last = 0L;
        using var rows = lease.Prepared(text).Run(sql.Values);
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
    public static long Count(Lease lease, StatementCriteria criteria, ReadPoint point, Func<SqlText, string>? more = null)
    {
        var sql = new SqlText();
        criteria.Where(sql, sql.Value(point.Revision));
        more?.Invoke(sql);
        using var rows = lease.Prepared($"SELECT count(*) FROM statements s WHERE {sql.Conditions}").Run(sql.Values);
        return rows.Read() ? rows.Number(0) : 0;
    }
}
