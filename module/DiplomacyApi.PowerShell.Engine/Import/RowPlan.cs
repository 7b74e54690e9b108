using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>What an update does with a row. Null: it is not a statement, and is sent as it is.</summary>
internal sealed record PlannedRow(ImportRow Row, ImportChange? Change);

/// <summary>What is sent for one row, and what differed.</summary>
internal sealed record RowPlan(ImportChangeKind Kind, IReadOnlyList<StatementItem> Items, IReadOnlyList<string> Differences)
{
    public static RowPlan Same { get; } = new(ImportChangeKind.Same, [], []);

    public static RowPlan New(StatementItem item) => new(ImportChangeKind.New, [item], []);

    /// <summary>The statement is as it was; reports that it lacks are attached.</summary>
    public static RowPlan Reported(IReadOnlyList<StatementItem> reports) => reports.Count == 0 ? Same : Changed(null, [], reports);

    public static RowPlan Changed(
        StatementItem? correction, IReadOnlyList<string> differences, IReadOnlyList<StatementItem> reports) => new(
        ImportChangeKind.Changed,
        correction is null ? reports : [correction, .. reports],
        [.. differences,
            .. reports.Select(report =>
                $"reports: (none) → {string.Join(' ', new[] { report.Report.Report.Outlet, report.Report.Report.Url }.Where(text => text.Length > 0).Select(ResourceNames.IdOf))}")]);

    public ImportChange ToChange(SourceContent row, string source) => new()
    {
        Change = Kind,
        StatementId = ResourceNames.IdOf(row.Name),
        Fields = string.Join(", ", Differences.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]).Distinct()),
        Differences = string.Join('\n', Differences),
        Summary = row.Statement.Summaries.First(),
        Source = source,
    };
}
