using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records a step of a negotiation, such as that it is opened, suspended, signed or broken off.</summary>
[Cmdlet(VerbsCommon.Add, "NegotiationStep", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddNegotiationStep : RecordingCmdlet
{
    /// <summary>The step.</summary>
    [Parameter]
    [Choice<NegotiationStep>]
    public NegotiationStep Step { get; set; }

    private protected override string What => "Record a step of a negotiation";

    private protected override ActDraft Act() => new NegotiationStepDraft(Step);
}
