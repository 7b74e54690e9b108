using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records that, according to the speaker, a promise was kept, a demand was met, or a warning was carried out.</summary>
[Cmdlet(VerbsCommon.Add, "Fulfillment", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddFulfillment : RecordingCmdlet
{
    private bool? _inPart;

    /// <summary>The id of the statement that made the promise or the warning.</summary>
    [Parameter]
    [Alias("Promise", "Warning")]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? Subject { get; set; }

    /// <summary>The demand that was met; use it instead of -Subject.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Demand { get; set; }

    /// <summary>The items that were met, with -Demand. Default: all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ItemCompleter))]
    [Text(Several = true, MayBeEmpty = true)]
    public string[]? Item { get; set; }

    /// <summary>Only part of it was done. This is shown, but changes no status.</summary>
    [Parameter]
    public SwitchParameter InPart { get => _inPart ?? false; set => _inPart = value; }

    private protected override string What => "Record a fulfillment";

    private protected override ActDraft Act() => new FulfillmentDraft(Subject, Demand, Item, _inPart);
}
