using System.Text.Json;
using Diplomacy.V1;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage.Statements;

/// <summary>
/// Reads statements and what refers to what, with statements prepared on one connection. A plus before a column keeps a database from going
/// through an index on it.
/// </summary>
internal sealed class StatementRows(Func<string, PreparedQuery> prepared) : IStatementRows
{
    public string? StatementOf(string correction, long revision, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return prepared("SELECT statement FROM corrections WHERE name = ?1 AND revision <= ?2")
            .ToList(row => row.Text(0), correction, revision).SingleOrDefault();
    }

    public IReadOnlyList<Statement> Statements(IReadOnlyCollection<string> names, long revision, CancellationToken ct) => Of(
        """
        SELECT p.bytes FROM statements s JOIN payload p ON p.revision = s.revision
        WHERE s.name IN (SELECT value FROM json_each(?1)) AND s.rev_from = s.revision AND +s.revision <= ?2
        """, names, revision, row => Statement.Parser.ParseFrom(row.Blob(0)), ct);

    public IReadOnlyList<(string Statement, Correction Correction)> Corrections(
        IReadOnlyCollection<string> statements, long revision, CancellationToken ct) => Of(
        """
        SELECT c.statement, p.bytes FROM corrections c JOIN payload p ON p.revision = c.revision
        WHERE c.statement IN (SELECT value FROM json_each(?1)) AND c.revision <= ?2 ORDER BY c.revision
        """, statements, revision, row => (row.Text(0), Correction.Parser.ParseFrom(row.Blob(1))), ct);

    public IReadOnlyList<ReportAttachment> Attachments(IReadOnlyCollection<string> statements, long revision, CancellationToken ct) => Of(
        """
        SELECT p.bytes FROM attachments a JOIN payload p ON p.revision = a.revision
        WHERE a.statement IN (SELECT value FROM json_each(?1)) AND a.revision <= ?2 ORDER BY a.revision
        """, statements, revision, row => ReportAttachment.Parser.ParseFrom(row.Blob(0)), ct);

    public IReadOnlyList<(string Subject, string Statement)> References(
        IReadOnlyCollection<string> subjects, long revision, CancellationToken ct) => Of(
        "SELECT subject, statement FROM refs WHERE subject IN (SELECT value FROM json_each(?1)) AND rev_from <= ?2", subjects, revision,
        Pair, ct);

    public IReadOnlyList<(string Subject, string Statement)> Duplicates(
        IReadOnlyCollection<string> subjects, long revision, CancellationToken ct) => Of(
        "SELECT subject, statement FROM refs WHERE subject IN (SELECT value FROM json_each(?1)) AND duplicate = 1 AND rev_from <= ?2",
        subjects, revision, Pair, ct);

    public IReadOnlyList<(string Made, string Statement)> Makers(
        IReadOnlyCollection<string> made, long revision, CancellationToken ct) => Of(
        "SELECT made, statement FROM makers WHERE made IN (SELECT value FROM json_each(?1)) AND revision <= ?2 ORDER BY revision", made,
        revision, Pair, ct);

    private static (string, string) Pair(Rows row) => (row.Text(0), row.Text(1));

    private List<T> Of<T>(string sql, IReadOnlyCollection<string> names, long revision, RowReader<T> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return prepared(sql).ToList(read, JsonSerializer.Serialize(names), revision);
    }
}
