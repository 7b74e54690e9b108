using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Records an answer to demands, or to an invitation. The form must be given: it decides whether the answer counts as delivered.
/// </summary>
[Cmdlet(VerbsCommon.Add, "Response", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddResponse : RecordingCmdlet
{
    private bool? _complete;

    /// <summary>The demands that are answered.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true, MayBeEmpty = true)]
    public string[]? Demand { get; set; }

    /// <summary>The meeting whose invitation is answered; use it instead of -Demand.</summary>
    [Parameter]
    [Alias("MeetingId")]
    [ArgumentCompleter(typeof(MeetingCompleter))]
    [Named(NameKind.Meeting, MayBeEmpty = true)]
    public string? Meeting { get; set; }

    /// <summary>The position on every item that -Item does not name.</summary>
    [Parameter]
    [Choice<Disposition>]
    public Disposition Position { get; set; }

    /// <summary>
    /// The position on each item: @{ a = 'Rejected'; b = @{ Position = 'Countered'; Text = '…' } }. With several demands: @{ 'demand/a' =
    /// 'Rejected' }.
    /// </summary>
    [Parameter]
    public object? Item { get; set; }

    /// <summary>The whole text of the answer is known. Items that it leaves out are then shown as not addressed.</summary>
    [Parameter]
    public SwitchParameter Complete { get => _complete ?? false; set => _complete = value; }

    private protected override string What => "Record a response";

    private protected override ActDraft Act() => new ResponseDraft(Demand, Meeting, Position, ItemInput.OfResponse(Item), _complete);

    private protected override void Check()
    {
        if (Form == Form.None && SameAs is null)
            throw new DiplomacyApiException("Say whether the answer was spoken or written: -Form Spoken or -Form Written.", "Required",
                ErrorCategory.InvalidArgument);
    }
}
