using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records that a side will not go on negotiating until demands are answered or settled.</summary>
[Cmdlet(VerbsCommon.Add, "Condition", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddCondition : RecordingCmdlet
{
    /// <summary>The demands that must be answered or settled first.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true, MayBeEmpty = true)]
    public string[]? Demand { get; set; }

    /// <summary>What the side waits for: that the demands are answered, or that they are settled. Default: answered.</summary>
    [Parameter]
    [Choice<ConditionUntil>]
    public ConditionUntil Until { get; set; }

    /// <summary>A description of what the negotiation waits for.</summary>
    [Parameter]
    public Words? Title { get; set; }

    private protected override string What => "Record a condition";

    private protected override ActDraft Act() => new ConditionDraft(Demand, Until, Title);
}
