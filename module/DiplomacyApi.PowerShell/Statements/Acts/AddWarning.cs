using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records a warning: an announced consequence.</summary>
[Cmdlet(VerbsCommon.Add, "Warning", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddWarning : RecordingCmdlet
{
    private bool? _hedged;

    /// <summary>The consequence. Default: the summary.</summary>
    [Parameter]
    public Words? Consequence { get; set; }

    /// <summary>The demands the warning is tied to. It is in force until they are settled.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true, MayBeEmpty = true)]
    public string[]? Demand { get; set; }

    /// <summary>What the consequence depends on, in words.</summary>
    [Parameter]
    public Words? DependsOn { get; set; }

    /// <summary>The consequence is put as a possibility only.</summary>
    [Parameter]
    public SwitchParameter Hedged { get => _hedged ?? false; set => _hedged = value; }

    private protected override string What => "Record a warning";

    private protected override ActDraft Act() => new WarningDraft(Consequence, Demand, DependsOn, _hedged);
}
