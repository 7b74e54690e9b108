using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records that a promise to do something was kept, that what a demand asks was done, or that a warning was carried out, according to its author.</summary>
[Cmdlet(VerbsCommon.Add, "Fulfillment", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddFulfillment : RecordingCmdlet
{
    private bool? _inPart;

    /// <summary>The statement that made the promise or the warning.</summary>
    [Parameter]
    [Alias("Promise", "Warning")]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? Subject { get; set; }

    /// <summary>The demand that was met, instead of a promise or a warning.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Demand { get; set; }

    /// <summary>With -Demand: the items that were met. Without it: all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ItemCompleter))]
    [Text(Several = true, MayBeEmpty = true)]
    public string[]? Item { get; set; }

    /// <summary>Only a part of it was done: that is shown, and moves nothing.</summary>
    [Parameter]
    public SwitchParameter InPart { get => _inPart ?? false; set => _inPart = value; }

    private protected override string What => "Record a fulfillment";

    private protected override ActDraft Act() => new FulfillmentDraft(Subject, Demand, Item, _inPart);
}
