using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Creates actors from files or the pipeline: JSON Lines from Export-Actor, or tables whose columns are New-Actor's parameter names. An
/// actor that exists already with the same content is skipped. A row without an Id gets one made from its name.
/// </summary>
[Cmdlet(VerbsData.Import, "Actor", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(ImportSummary))]
public sealed class ImportActor : ImportCmdlet
{
    private static readonly string[] NotOfRows =
        [nameof(DiplomacyCmdlet.Connection), nameof(WritingCmdlet.RequestId), nameof(ActorCmdlet.AllowSameName)];

    private protected override string What => "Import actors";

    private protected override IReadOnlyList<string> NeededColumns => [nameof(NewActor.Name)];

    private protected override ImportSession Open(IEngine engine, ImportSettings settings) => engine.Imports.OpenActorImport(settings);

    private protected override bool IsColumn(string name) =>
        ParameterBinder.Parameters(typeof(NewActor))
            .Any(property => !NotOfRows.Contains(property.Name) && ParameterBinder.IsNamed(property, name));

    private protected override ImportRow Bind(IReadOnlyList<(string Key, object? Value)> cells, string source, object? target)
    {
        var cmdlet = new NewActor();
        ParameterBinder.Set(cmdlet, "actor row", cells, NotOfRows);
        return new ImportRow { Source = source, Target = target, Actor = cmdlet.Draft() };
    }
}
