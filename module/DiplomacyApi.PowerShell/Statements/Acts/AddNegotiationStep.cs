using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Records a step in a negotiation, for example that talks are opened, suspended or broken off, or that an agreement is signed.
/// </summary>
[Cmdlet(VerbsCommon.Add, "NegotiationStep", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddNegotiationStep : RecordingCmdlet
{
    /// <summary>The step that is taken.</summary>
    [Parameter]
    [Choice<NegotiationStep>]
    public NegotiationStep Step { get; set; }

    private protected override string What => "Record a step of a negotiation";

    private protected override ActDraft Act() => new NegotiationStepDraft(Step);
}
