using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Records that an actor takes back its own demand, invitation, promise, condition or warning.</summary>
[Cmdlet(VerbsCommon.Add, "Withdrawal", SupportsShouldProcess = true)]
[OutputType(typeof(StatusChange), typeof(Statement))]
public sealed class AddWithdrawal : RecordingCmdlet
{
    /// <summary>
    /// The demands that are taken back. With several demands, one statement is recorded for each; if one fails, none is recorded.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true, MayBeEmpty = true)]
    public string[]? Demand { get; set; }

    /// <summary>The meeting whose invitation is taken back.</summary>
    [Parameter]
    [Alias("MeetingId")]
    [ArgumentCompleter(typeof(MeetingCompleter))]
    [Named(NameKind.Meeting, MayBeEmpty = true)]
    public string? Meeting { get; set; }

    /// <summary>The id of the statement that made the promise, condition or warning.</summary>
    [Parameter]
    [Alias("Promise", "Condition", "Warning")]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? Subject { get; set; }

    private protected override string What => "Record a withdrawal";

    private protected override ActDraft Act() => new WithdrawalDraft(One(Demand), Meeting, Subject);

    private protected override IEnumerable<StatementDraft> Drafts() =>
        DraftsOfEach(Demand ?? [], demand => new WithdrawalDraft(demand, Meeting, Subject));
}
