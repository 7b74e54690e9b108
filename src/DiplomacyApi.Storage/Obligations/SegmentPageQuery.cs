using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>Reads a page of the segments that are stored.</summary>
internal static class SegmentPageQuery
{
    public static List<SegmentHit> Run(Lease lease, SegmentFilter filter, ReadPoint point, bool isNewest, SegmentPlace? after, int take)
    {
        var sql = new SqlText();
        var at = new SegmentPoint(sql.Value(point.Revision), sql.Value(Times.At(point.AsOf)), isNewest);
        filter.Where(sql, "s", at);
        // Said in the words of the indexes of pages, so that they are used.
        sql.And("s.kind IN (1, 2, 3, 4)");
        var order = filter.Kind == SegmentKind.Promise ? "part, debtor, subject" : "subject, part, debtor";
        if (after is not null)
        {
            var (since, subject, part, debtor) =
                (sql.Value(after.Since), sql.Value(after.Subject), sql.Value(after.Part), sql.Value(after.Debtor));
            var place = filter.Kind == SegmentKind.Promise ? $"({part}, {debtor}, {subject})" : $"({subject}, {part}, {debtor})";
            sql.And(
                $"s.since <= {since} AND (s.since < {since} OR (s.since = {since} AND (s.{order.Replace(", ", ", s.", StringComparison.Ordinal)}) > {place}))");
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
        using var rows = lease.Prepared(text).Run(sql.Values);
        while (rows.Read())
            hits.Add(new SegmentHit(rows.Text(0), rows.Text(1), rows.Text(2), rows.Number(3), rows.Number(4), rows.Number(5),
                rows.Blob(6).ToArray()));
        return hits;
    }
}
