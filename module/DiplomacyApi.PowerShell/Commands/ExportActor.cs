using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Writes actors to a file of JSON Lines that Import-Actor takes: with all names, offices and ids, bodies before those who belong to them.</summary>
[Cmdlet(VerbsData.Export, "Actor", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportActor : KnownCmdlet
{
    /// <summary>The file. It takes its name when it is whole.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Text]
    public string Path { get; set; } = "";

    /// <summary>Only of these types. Without it: all.</summary>
    [Parameter]
    [Choice<ActorType>(Several = true)]
    public ActorType[] Type { get; set; } = [];

    /// <summary>Only those who belong to this body.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? AffiliatedWith { get; set; }

    /// <summary>Overwrite a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void EndProcessing()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (IsInTheWay(path, Force) || !ShouldProcess(path, "Export actors")) return;
        var query = new ActorQuery { Types = Type, AffiliatedWith = AffiliatedWith };
        if (Ask(path, (engine, token) => engine.ExportActorsAsync(path, query, Clocks, token)) is { } written) WriteFile(written);
    }
}
