using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records how a creditor judges an answer (-Demand) or the performance of a promise (-Promise).</summary>
[Cmdlet(VerbsCommon.Add, "Assessment", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddAssessment : RecordingCmdlet
{
    /// <summary>Whether the matter is settled. MoreTime extends the deadline to -Due.</summary>
    [Parameter]
    [Choice<Verdict>]
    public Verdict Verdict { get; set; }

    /// <summary>The demand whose answer is judged.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, MayBeEmpty = true)]
    public string? Demand { get; set; }

    /// <summary>The items that are judged. Default: all.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ItemCompleter))]
    [Text(Several = true, MayBeEmpty = true)]
    public string[]? Item { get; set; }

    /// <summary>The id of the statement that made the promise whose performance is judged.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? Promise { get; set; }

    /// <summary>Whose answer or performance is judged. Default: all debtors.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Debtor { get; set; }

    /// <summary>The new deadline, with -Verdict MoreTime.</summary>
    [Parameter, PartialDate]
    public string? Due { get; set; }

    private protected override string What => "Record an assessment";

    private protected override ActDraft Act() => new AssessmentDraft(Demand, Item, Promise, Debtor, Verdict, Due);
}
