using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records a promise: to answer a demand (-Demand), or to do something (-ToDo).</summary>
[Cmdlet(VerbsCommon.Add, "Promise", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange))]
public sealed class AddPromise : RecordingCmdlet
{
    /// <summary>The demand that will be answered; with -ToDo, the demand that asked for it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Demand { get; set; }

    /// <summary>The items that will be answered. Without it: all.</summary>
    [Parameter]
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

    private protected override ActDraft Act() => new PromiseDraft(Demand, Item, ToDo, Due, Restates);
}
