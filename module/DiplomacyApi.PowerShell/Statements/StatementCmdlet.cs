using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>The parameters of any statement, whatever its act.</summary>
public abstract class StatementCmdlet : WritingCmdlet
{
    /// <summary>Who says it: an id or a name.</summary>
    [Parameter]
    [Alias("Speaker")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, MayBeEmpty = true, Instead = "Of several who speak together, give one as -By, and all of them as -OnBehalfOf.")]
    public string? By { get; set; }

    /// <summary>To whom: ids or names.</summary>
    [Parameter]
    [Alias("Addressee")]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? To { get; set; }

    /// <summary>On whose behalf it is said. Default: everybody the speaker's office speaks for on that day.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? OnBehalfOf { get; set; }

    /// <summary>
    /// Who reported it, if not the speaker's own side. The attribution is then Counterpart, unless you give -Attribution.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, MayBeEmpty = true)]
    public string? ToldBy { get; set; }

    /// <summary>The mediators who carried it. They are shown, but this changes no status.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? Through { get; set; }

    /// <summary>When it was said: 2022-01-18, 2021-12, a DateTime (midnight stands for the whole day). Default: today in UTC.</summary>
    [Parameter, PartialDate]
    public string? Said { get; set; }

    /// <summary>Spoken or written.</summary>
    [Parameter]
    [Choice<Form>]
    public Form Form { get; set; }

    /// <summary>How it became known. Default: Public.</summary>
    [Parameter]
    [Choice<Release>]
    public Release Release { get; set; }

    /// <summary>Who vouches for the statement. Default: OnRecord.</summary>
    [Parameter]
    [Choice<Attribution>]
    public Attribution Attribution { get; set; }

    /// <summary>The negotiation it belongs to. Default: that of the demand, promise or meeting that it acts on.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation, MayBeEmpty = true)]
    public string? Negotiation { get; set; }

    /// <summary>A short quotation.</summary>
    [Parameter]
    public Words? Quote { get; set; }

    /// <summary>The outlet that reported it: an id or a name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OutletCompleter))]
    [Named(NameKind.Actor, MayBeEmpty = true)]
    public string? Outlet { get; set; }

    /// <summary>Where the report can be read.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? Url { get; set; }

    /// <summary>When the report was published.</summary>
    [Parameter, PartialDate]
    public string? Published { get; set; }

    /// <summary>
    /// Reports with more detail, or several of them: @{ Outlet = 'Reuters'; Url = '…'; Published = '2022-01-18'; Title = '…'; Reliability =
    /// 'B'; Credibility = 2 }.
    /// </summary>
    [Parameter]
    public object[]? Report { get; set; }

    /// <summary>The language of the words, such as en.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? Language { get; set; }

    /// <summary>A handling marking that every view prints.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? Marking { get; set; }

    /// <summary>The id of the statement it replies to.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? InReplyTo { get; set; }

    private protected IReadOnlyList<ReportDraft>? Reports()
    {
        var isOne = Outlet is not null || Url is not null || Published is not null;
        if (!isOne && Report is null) return null;
        var reports = (Report ?? []).Select(InputObjects.ReportOf);
        return isOne ? [new ReportDraft { Outlet = Outlet, Url = Url, Published = Published }, .. reports] : [.. reports];
    }
}
