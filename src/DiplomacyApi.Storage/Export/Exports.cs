using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Export;

/// <summary>Reads the log forwards as it is to be taken elsewhere.</summary>
internal static class Exports
{
    /// <summary>Entries that one read takes at most.</summary>
    private const int EntriesMax = 256;

    /// <summary>
    /// What was recorded about the statements that are meant, after a revision: they, their corrections and their reports. What was erased
    /// is told as it may stay; of what nothing stayed there is nothing to record elsewhere.
    /// </summary>
    public static (List<StatementItem> Items,
        long? Next) Items(Lease lease, StatementCriteria criteria, Action<SqlText> more, ReadPoint point, long after, CancellationToken ct)
    {
        var sql = new SqlText();
        var k = sql.Value(point.Revision);
        criteria.Where(sql, k);
        more(sql);
        sql.And($"j.revision > {sql.Value(after)} AND j.revision <= {k} AND j.kind IN (4, 5, 6)");
        var text =
            $"""
            SELECT j.revision, j.kind, p.bytes, s.act_kind FROM journal j JOIN payload p ON p.revision = j.revision
            JOIN statements s ON s.name = CASE j.kind WHEN 5 THEN (SELECT c.statement FROM corrections c WHERE c.name = j.id) ELSE j.id END
            WHERE {sql.Conditions} ORDER BY j.revision LIMIT {sql.Value(EntriesMax)}
            """;
        var items = new List<StatementItem>();
        var (read, last, bytes) = (0, after, 0L);
        using var rows = lease.Prepared(text).Run(sql.Values);
        while (rows.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (bytes >= Limits.StreamMessageBytesMax) return (items, last);
            last = rows.Number(0);
            read++;
            if ((ActKind)rows.Number(3) == ActKind.Unspecified) continue;
            var payload = rows.Blob(2).ToArray();
            bytes += payload.Length;
            items.Add(Item((JournalEntryKind)rows.Number(1), payload));
        }
        return (items, read < EntriesMax ? null : last);
    }

    private static StatementItem Item(JournalEntryKind kind, byte[] payload)
    {
        switch (kind)
        {
            case JournalEntryKind.Statement:
                var statement = Redaction.ToImportable(Statement.Parser.ParseFrom(payload));
                return new StatementItem
                {
                    Statement = new RecordStatementRequest { StatementId = ResourceName.Parse(statement.Name).Id, Statement = statement },
                };
            case JournalEntryKind.Correction:
                var correction = Correction.Parser.ParseFrom(payload);
                if (correction.Replacement is not null) correction.Replacement = Redaction.ToImportable(correction.Replacement);
                return new StatementItem
                {
                    Correction = new CorrectStatementRequest
                    {
                        CorrectionId = ResourceName.Parse(correction.Name).Id,
                        Correction = correction,
                    },
                };
            default:
                var attachment = ReportAttachment.Parser.ParseFrom(payload);
                return new StatementItem
                {
                    Report = new AttachReportRequest { Statement = attachment.Statement, Report = attachment.Report },
                };
        }
    }
}
