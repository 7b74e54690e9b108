using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Records statements from files or the pipeline: the project's JSON Lines, CSV, tables and objects. What is there already with the same
/// content is skipped; a row without a StatementId gets one made of its content. With -WhatIf the server checks all rows and records none.
/// </summary>
[Cmdlet(VerbsData.Import, "Statement", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(ImportSummary))]
public sealed class ImportStatement : ImportCmdlet
{
    private protected override string What => "Import statements";

    private protected override IReadOnlyList<string> NeededColumns => [ActRows.ActKey];

    private protected override ImportSession Open(IEngine engine, ImportSettings settings) => engine.OpenStatementImport(settings);

    private protected override bool IsColumn(string name) => ActRows.IsColumn(name);

    private protected override ImportRow Bind(IReadOnlyList<(string Key, object? Value)> cells, string source, object? target) =>
        new() { Source = source, Target = target, Statement = ContentId.Given(ActRows.Bind(cells).Draft(isTyped: false)) };
}
