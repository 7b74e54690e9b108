using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records an answer to demands, or to an invitation. The form must be given: it decides whether the answer counts as delivered.</summary>
[Cmdlet(VerbsCommon.Add, "Response", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange))]
public sealed class AddResponse : RecordingCmdlet
{
    /// <summary>The demands that are answered.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    public string[] Demand { get; set; } = [];

    /// <summary>The meeting whose invitation is answered, instead of demands.</summary>
    [Parameter]
    [Alias("MeetingId")]
    public string? Meeting { get; set; }

    /// <summary>What the answer is, to all that -Item does not name.</summary>
    [Parameter]
    public Disposition Position { get; set; }

    /// <summary>What the answer is to single items: @{ a = 'Rejected'; b = 'Countered' }.</summary>
    [Parameter]
    public IDictionary? Item { get; set; }

    /// <summary>The whole text is known: what it leaves out is not addressed.</summary>
    [Parameter]
    public SwitchParameter Complete { get; set; }

    protected override void ProcessRecord()
    {
        if (Form == Form.None && SameAs is null)
        {
            var problem = new DiplomacyApiException("Say whether the answer was spoken or written: -Form Spoken or -Form Written.", "Required", ErrorCategory.InvalidArgument);
            ThrowTerminatingError(new ErrorRecord(problem, $"DiplomacyApi.{problem.Reason}", problem.Category, Summary));
        }
        var items = new Dictionary<string, Disposition>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Item ?? new Hashtable())
            items[entry.Key.ToString()!] = LanguagePrimitives.ConvertTo<Disposition>(entry.Value);
        Record("Record a response", new ResponseDraft(Demand, Meeting, Position, items, Complete));
    }
}
