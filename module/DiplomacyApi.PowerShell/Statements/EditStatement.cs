using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Corrects a recorded statement: what you give replaces what was recorded, and the rest stays. It is refused if somebody
/// else corrected it meanwhile. If the author took something back, use Add-Withdrawal instead.
/// </summary>
[Cmdlet(VerbsData.Edit, "Statement", SupportsShouldProcess = true, DefaultParameterSetName = "Change")]
[OutputType(typeof(StatementCorrection), ParameterSetName = ["Change", "Duplicate"])]
[OutputType(typeof(Statement), ParameterSetName = ["Report"])]
public sealed class EditStatement : CorrectingCmdlet
{
    /// <summary>The statement to keep, of which this one is a duplicate.</summary>
    [Parameter(ParameterSetName = "Duplicate", Mandatory = true)]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement)]
    public string? DuplicateOf { get; set; }

    /// <summary>The corrected summary.</summary>
    [Parameter(ParameterSetName = "Change")]
    public Words? Summary { get; set; }

    /// <summary>The correct act, if it was recorded as another one.</summary>
    [Parameter(ParameterSetName = "Change")]
    [ValidateSet("Demand", "Promise", "Response", "Assessment", "Fulfillment", "Withdrawal", "Condition", "Warning", "Meeting",
        "NegotiationStep", "Remark")]
    public string? Act { get; set; }

    /// <summary>
    /// The corrected details of the act, by the parameter names of its cmdlet: @{ Due = '2022-01-25'; Item = @{ a = 'Countered' } }.
    /// </summary>
    [Parameter(ParameterSetName = "Change")]
    public IDictionary? Set { get; set; }

    /// <summary>
    /// One more report of the same words: @{ Outlet = 'Reuters'; Url = '…' }, or an address. It does not change any status.
    /// </summary>
    [Parameter(ParameterSetName = "Report", Mandatory = true)]
    public object? AddReport { get; set; }

    /// <summary>Who says it.</summary>
    [Parameter(ParameterSetName = "Change")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, MayBeEmpty = true, Instead = "Of several who speak together, give one as -By, and all of them as -OnBehalfOf.")]
    public string? By { get; set; }

    /// <summary>To whom.</summary>
    [Parameter(ParameterSetName = "Change")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? To { get; set; }

    /// <summary>On whose behalf it is said.</summary>
    [Parameter(ParameterSetName = "Change")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? OnBehalfOf { get; set; }

    /// <summary>Who reported it, if not the speaker's own side.</summary>
    [Parameter(ParameterSetName = "Change")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, MayBeEmpty = true)]
    public string? ToldBy { get; set; }

    /// <summary>The mediators who carried it.</summary>
    [Parameter(ParameterSetName = "Change")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Through { get; set; }

    /// <summary>When it was said.</summary>
    [Parameter(ParameterSetName = "Change"), PartialDate]
    public string? Said { get; set; }

    /// <summary>Spoken or written.</summary>
    [Parameter(ParameterSetName = "Change")]
    [Choice<Form>]
    public Form Form { get; set; }

    /// <summary>How it became known.</summary>
    [Parameter(ParameterSetName = "Change")]
    [Choice<Release>]
    public Release Release { get; set; }

    /// <summary>Who vouches for the statement.</summary>
    [Parameter(ParameterSetName = "Change")]
    [Choice<Attribution>]
    public Attribution Attribution { get; set; }

    /// <summary>The negotiation it belongs to.</summary>
    [Parameter(ParameterSetName = "Change")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation, MayBeEmpty = true)]
    public string? Negotiation { get; set; }

    /// <summary>A short quotation.</summary>
    [Parameter(ParameterSetName = "Change")]
    public Words? Quote { get; set; }

    /// <summary>The language of the words given, such as en.</summary>
    [Parameter(ParameterSetName = "Change")]
    [Text(MayBeEmpty = true)]
    public string? Language { get; set; }

    /// <summary>A handling marking, which every view prints.</summary>
    [Parameter(ParameterSetName = "Change")]
    [Text(MayBeEmpty = true)]
    public string? Marking { get; set; }

    /// <summary>The id of the statement it replies to.</summary>
    [Parameter(ParameterSetName = "Change")]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? InReplyTo { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case "Duplicate":
                Correct($"Count as {DuplicateOf}", (engine, token) =>
                    engine.Statements.MarkDuplicateAsync(Id, DuplicateOf!, CorrectionNote, Options, token));
                break;
            case "Report":
                if (!ShouldSend(Id, "Attach a report")) return;
                if (Call(Id, (engine, token) =>
                        engine.Statements.AttachReportAsync(Id, InputObjects.ReportOf(AddReport!), Options, token)) is not { } reported)
                    return;
                if (IsWhatIf) WriteWhatIf($"{Id} would have one more report.");
                else WriteObject(reported);
                break;
            default:
                Correct("Correct a statement",
                    async (engine, token) =>
                        await engine.Statements.EditAsync(Id, await DraftAsync(engine, token).ConfigureAwait(false), CorrectionNote,
                            Options, token).ConfigureAwait(false));
                break;
        }
    }

    private async Task<StatementDraft> DraftAsync(IEngine engine, CancellationToken token)
    {
        var draft = new StatementDraft
        {
            Summary = Summary,
            By = By,
            To = To,
            OnBehalfOf = OnBehalfOf,
            ToldBy = ToldBy,
            Through = Through,
            Said = Said,
            Form = Form,
            Release = Release,
            Attribution = Attribution,
            Negotiation = Negotiation,
            Quote = Quote,
            Language = Language,
            Marking = Marking,
            InReplyTo = InReplyTo,
        };
        if (Act is null && Set is null) return draft;
        return draft with
        {
            Act = ActBinder.Bind(Act ?? await engine.Statements.GetActAsync(Id, token).ConfigureAwait(false), InputObjects.Pairs(Set))
                .Given().Act,
        };
    }
}
