using System.Text;
using Diplomacy.V1;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>What a log holds, in the order of recording.</summary>
internal sealed record History(IReadOnlyList<Statement> Statements, IReadOnlyList<Correction> Corrections)
{
    public long Head => Statements.Select(one => one.Revision).Concat(Corrections.Select(one => one.Revision)).DefaultIfEmpty(0).Max();

    /// <summary>What was in the log at a revision, without the reports attached later.</summary>
    public History At(long revision)
    {
        var statements = Statements.Where(one => one.Revision <= revision).Select(one => one.Clone()).ToList();
        foreach (var statement in statements)
        {
            var known = statement.Reports.Where(report => report.AttachedRevision <= revision).ToList();
            statement.Reports.Clear();
            statement.Reports.AddRange(known);
        }
        return new History(statements, Corrections.Where(one => one.Revision <= revision).ToList());
    }

    public override string ToString()
    {
        var lines = Statements.Select(one => (one.Revision, Text: Line(one)))
            .Concat(Corrections.Select(one => (one.Revision, Text: Line(one)))).OrderBy(line => line.Revision);
        var text = new StringBuilder();
        foreach (var (revision, line) in lines) text.AppendLine().Append("  ").Append(revision).Append(' ').Append(line);
        return text.ToString();
    }

    private static string Line(Correction one) =>
        $"{one.RecordTime.ToDateTimeOffset():MM-dd'T'HH:mm} {one.Subject} {one.Label} {one.DuplicateOf}"
        + (one.Replacement is null ? "" : $" -> {Line(one.Replacement)}");

    private static string Line(Statement one)
    {
        object? act = one.ActCase switch
        {
            Statement.ActOneofCase.Demand => one.Demand,
            Statement.ActOneofCase.Promise => one.Promise,
            Statement.ActOneofCase.Response => one.Response,
            Statement.ActOneofCase.Assessment => one.Assessment,
            Statement.ActOneofCase.Fulfillment => one.Fulfillment,
            Statement.ActOneofCase.Withdrawal => one.Withdrawal,
            Statement.ActOneofCase.Condition => one.Condition,
            Statement.ActOneofCase.Warning => one.Warning,
            Statement.ActOneofCase.Meeting => one.Meeting,
            Statement.ActOneofCase.NegotiationStep => one.NegotiationStep,
            Statement.ActOneofCase.Remark => one.Remark,
            _ => null,
        };
        return $"{one.RecordTime.ToDateTimeOffset():MM-dd'T'HH:mm} said {one.Said.Text} {one.Speaker} for [{string.Join(' ', one.Principals)}] "
            + $"to [{string.Join(' ', one.Addressees)}] {one.Form} {one.Release} {one.Attribution} {one.ActCase} {act}"
            + (one.InReplyTo.Length > 0 ? $" re {one.InReplyTo}" : "")
            + string.Concat(one.Reports.Select(report => $" published {report.Published.Text} ({report.AttachedRevision})"));
    }
}
