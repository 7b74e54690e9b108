using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records that somebody announces a consequence.</summary>
[Cmdlet(VerbsCommon.Add, "Warning", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddWarning : RecordingCmdlet
{
    private bool? _hedged;

    /// <summary>What will follow. Without it: the summary.</summary>
    [Parameter]
    public Words? Consequence { get; set; }

    /// <summary>The demands it is tied to: it is live until they are settled.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true, MayBeEmpty = true)]
    public string[]? Demand { get; set; }

    /// <summary>On what it depends, in words.</summary>
    [Parameter]
    public Words? DependsOn { get; set; }

    /// <summary>It is put as a possibility.</summary>
    [Parameter]
    public SwitchParameter Hedged { get => _hedged ?? false; set => _hedged = value; }

    private protected override string What => "Record a warning";

    private protected override ActDraft Act() => new WarningDraft(Consequence, Demand, DependsOn, _hedged);
}
