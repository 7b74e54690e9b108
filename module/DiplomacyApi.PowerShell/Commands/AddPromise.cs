using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records a promise: to answer a demand (-Demand), or to do something (-ToDo).</summary>
[Cmdlet(VerbsCommon.Add, "Promise", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddPromise : RecordingCmdlet
{
    /// <summary>The demands that will be answered; with -ToDo, those that asked for it. For several, each by a statement of its own, all or none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true, MayBeEmpty = true)]
    public string[]? Demand { get; set; }

    /// <summary>The items that will be answered. Without it: all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ItemCompleter))]
    [Text(Several = true, MayBeEmpty = true)]
    public string[]? Item { get; set; }

    /// <summary>What will be done.</summary>
    [Parameter]
    public Words? ToDo { get; set; }

    /// <summary>By when.</summary>
    [Parameter, PartialDate]
    public string? Due { get; set; }

    /// <summary>The earlier promise to do something that is made again, with another due: the obligation stays the same.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? Restates { get; set; }

    private protected override string What => "Record a promise";

    private protected override ActDraft Act() => new PromiseDraft(One(Demand), Item, ToDo, Due, Restates);

    private protected override IEnumerable<StatementDraft> Drafts() => DraftsOfEach(Demand ?? [], demand => new PromiseDraft(demand, Item, ToDo, Due, Restates));
}
