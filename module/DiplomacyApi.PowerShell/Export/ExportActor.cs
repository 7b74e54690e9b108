using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Writes actors to a JSON Lines file that Import-Actor can read, with all names, offices and ids; bodies come before their members.
/// </summary>
[Cmdlet(VerbsData.Export, "Actor", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportActor : KnownAtCmdlet
{
    /// <summary>The file to write. It appears under its name only when it is complete.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Text]
    public string Path { get; set; } = "";

    /// <summary>Only actors of these types. Default: all.</summary>
    [Parameter]
    [Choice<ActorType>(Several = true)]
    public ActorType[] Type { get; set; } = [];

    /// <summary>Only actors that belong to this body.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? AffiliatedWith { get; set; }

    /// <summary>Overwrite the file if it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (CannotWriteTo(path, Force) || !ShouldProcess(path, "Export actors")) return;
        var query = new ActorQuery { Types = Type, AffiliatedWith = AffiliatedWith };
        if (Call(path, (engine, token) => engine.Exports.ExportActorsAsync(path, query, Clocks, token)) is { } written) WriteFile(written);
    }
}
