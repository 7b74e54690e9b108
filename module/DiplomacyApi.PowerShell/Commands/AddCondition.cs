using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records that somebody will not go on negotiating until demands are answered, or settled.</summary>
[Cmdlet(VerbsCommon.Add, "Condition", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange))]
public sealed class AddCondition : RecordingCmdlet
{
    /// <summary>The demands that are waited for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    public string[] Demand { get; set; } = [];

    /// <summary>What is waited for. Without it: that they are answered.</summary>
    [Parameter]
    public ConditionUntil Until { get; set; }

    protected override void ProcessRecord() => Record("Record a condition", new ConditionDraft(Demand, Until));
}
