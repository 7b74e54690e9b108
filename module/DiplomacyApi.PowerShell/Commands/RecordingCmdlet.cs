using System.Globalization;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// What all recording cmdlets share. They put out what changed; with -WhatIf the server checks everything and tells what would change.
/// </summary>
public abstract class RecordingCmdlet : DiplomacyCmdlet
{
    /// <summary>What is said, in your words.</summary>
    [Parameter(Position = 0)]
    public string? Summary { get; set; }

    /// <summary>Who says it: an id or a name.</summary>
    [Parameter]
    [Alias("Speaker")]
    public string? By { get; set; }

    /// <summary>To whom.</summary>
    [Parameter]
    public string[] To { get; set; } = [];

    /// <summary>For whom it is said. Without it: everybody the speaker speaks for on that day.</summary>
    [Parameter]
    public string[] OnBehalfOf { get; set; } = [];

    /// <summary>Who told of it, where that is not the speaker's own side.</summary>
    [Parameter]
    public string? ToldBy { get; set; }

    /// <summary>When it was said: 2022-01-18, 2021-12, a DateTime. Without it: today.</summary>
    [Parameter, PartialDate]
    public string? Said { get; set; }

    /// <summary>By word of mouth or in writing.</summary>
    [Parameter]
    public Form Form { get; set; }

    /// <summary>How it became known. Without it: public.</summary>
    [Parameter]
    public Release Release { get; set; }

    /// <summary>On whose word it stands. Without it: on record.</summary>
    [Parameter]
    public Attribution Attribution { get; set; }

    /// <summary>The negotiation it belongs to. Without it: that of what it acts on.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId")]
    public string? Negotiation { get; set; }

    /// <summary>A short quotation.</summary>
    [Parameter]
    public string? Quote { get; set; }

    /// <summary>The outlet that reported it: an id, or a plain name.</summary>
    [Parameter]
    public string? Outlet { get; set; }

    /// <summary>Where the report can be read.</summary>
    [Parameter]
    public string? Url { get; set; }

    /// <summary>When the report was published.</summary>
    [Parameter, PartialDate]
    public string? Published { get; set; }

    /// <summary>The language of the words, such as en.</summary>
    [Parameter]
    public string? Language { get; set; }

    /// <summary>A handling marking that every view prints.</summary>
    [Parameter]
    public string? Marking { get; set; }

    /// <summary>The statement it answers.</summary>
    [Parameter]
    public string? InReplyTo { get; set; }

    /// <summary>An earlier statement, from which all is taken that is not given, except its act and its words.</summary>
    [Parameter]
    public string? SameAs { get; set; }

    /// <summary>The id the statement is to have. Without it: the server gives one.</summary>
    [Parameter]
    public string? StatementId { get; set; }

    private protected void Record(string what, ActDraft act)
    {
        var isWhatIf = MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) && ((SwitchParameter)given).IsPresent;
        if (!isWhatIf && !ShouldProcess(By ?? SameAs ?? "", what)) return;
        var draft = new StatementDraft
        {
            Id = StatementId,
            Summary = Summary,
            By = By,
            To = To,
            OnBehalfOf = OnBehalfOf,
            ToldBy = ToldBy,
            Said = Said ?? (SameAs is null ? Today : null),
            Form = Form,
            Release = Release,
            Attribution = Attribution == Attribution.None && SameAs is null ? Attribution.OnRecord : Attribution,
            Negotiation = Negotiation,
            Quote = Quote,
            Outlet = Outlet,
            Url = Url,
            Published = Published,
            Language = Language,
            Marking = Marking,
            InReplyTo = InReplyTo,
            SameAs = SameAs,
            Act = act,
        };
        if (Ask(Summary, (engine, token) => engine.RecordAsync(draft, validateOnly: isWhatIf, token)) is not { } changes) return;
        if (isWhatIf)
            foreach (var change in changes) Host.UI.WriteLine($"What if: {change.Change}");
        else
            WriteObject(changes, enumerateCollection: true);
    }

    private static string Today => TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
