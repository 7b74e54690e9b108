using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records what the creditor makes of an answer (-Demand) or of a performance (-Promise).</summary>
[Cmdlet(VerbsCommon.Add, "Assessment", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddAssessment : RecordingCmdlet
{
    /// <summary>Whether it settles the matter. MoreTime gives those who owe an answer until -Due.</summary>
    [Parameter]
    [Choice<Verdict>]
    public Verdict Verdict { get; set; }

    /// <summary>The demand whose answer is judged.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Demand { get; set; }

    /// <summary>The items that are judged. Without it: all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ItemCompleter))]
    [Text(Several = true, MayBeEmpty = true)]
    public string[]? Item { get; set; }

    /// <summary>The statement that promised to do something, whose performance is judged.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? Promise { get; set; }

    /// <summary>Whose answer or performance is judged. Without it: that of all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Debtor { get; set; }

    /// <summary>With -Verdict MoreTime: by when an answer is expected now.</summary>
    [Parameter, PartialDate]
    public string? Due { get; set; }

    private protected override string What => "Record an assessment";

    private protected override ActDraft Act() => new AssessmentDraft(Demand, Item, Promise, Debtor, Verdict, Due);
}
