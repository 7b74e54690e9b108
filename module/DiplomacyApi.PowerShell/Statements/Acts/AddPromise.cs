using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records a promise: to answer a demand (-Demand), or to do something (-ToDo).</summary>
[Cmdlet(VerbsCommon.Add, "Promise", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddPromise : RecordingCmdlet
{
    /// <summary>
    /// The demands that will be answered; with -ToDo, the demands that asked for it. With several demands, one statement is recorded for
    /// each; if one fails, none is recorded.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true, MayBeEmpty = true)]
    public string[]? Demand { get; set; }

    /// <summary>The items that will be answered. Default: all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ItemCompleter))]
    [Text(Several = true, MayBeEmpty = true)]
    public string[]? Item { get; set; }

    /// <summary>What is promised to be done.</summary>
    [Parameter]
    public Words? ToDo { get; set; }

    /// <summary>The date by which it is promised.</summary>
    [Parameter, PartialDate]
    public string? Due { get; set; }

    /// <summary>An earlier promise that is made again, for example with another date. It remains one promise.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? Restates { get; set; }

    private protected override string What => "Record a promise";

    private protected override ActDraft Act() => new PromiseDraft(One(Demand), Item, ToDo, Due, Restates);

    private protected override IEnumerable<StatementDraft> Drafts() =>
        DraftsOfEach(Demand ?? [], demand => new PromiseDraft(demand, Item, ToDo, Due, Restates));
}
