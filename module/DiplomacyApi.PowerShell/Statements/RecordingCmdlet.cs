using System.Globalization;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// What all recording cmdlets share. They return what changed; with -WhatIf the server checks everything and shows what would change.
/// </summary>
public abstract class RecordingCmdlet : StatementCmdlet
{
    private bool _isForEach;

    /// <summary>A summary in your own words: a text, or @{ ru = '…'; en = '…' }.</summary>
    [Parameter(Position = 0)]
    public Words? Summary { get; set; }

    /// <summary>The id of an earlier statement. Whatever you do not give is copied from it, except its act and its words.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? SameAs { get; set; }

    /// <summary>The id for the new statement. Default: made of speaker, act and day, such as nato-response-2022-01-26.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? StatementId { get; set; }

    /// <summary>Return the statement instead of what it changed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What it does, in words for -Confirm.</summary>
    private protected abstract string What { get; }

    /// <summary>The act that the parameters make.</summary>
    private protected abstract ActDraft Act();

    /// <summary>The statement that the parameters make. Only one that is typed is said today where nothing else is given.</summary>
    internal StatementDraft Draft(bool isTyped)
    {
        Check();
        return Given() with
        {
            Said = Said ?? (isTyped && SameAs is null ? Today : null),
            Attribution = Attribution != Attribution.None ? Attribution
                : ToldBy is not null ? Attribution.Counterpart
                : SameAs is null ? Attribution.OnRecord : Attribution.None,
        };
    }

    /// <summary>What the parameters give, with nothing filled in.</summary>
    internal StatementDraft Given() => new()
    {
        Id = StatementId,
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
        Reports = Reports(),
        Language = Language,
        Marking = Marking,
        InReplyTo = InReplyTo,
        SameAs = SameAs,
        Act = Act(),
    };

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!ShouldSend(Shown, What)) return;
        ReportErrors(Summary, () =>
        {
            if (SameAs is null && string.IsNullOrWhiteSpace(Summary?.ToString()))
                throw new DiplomacyApiException("-Summary is missing: say in your own words what was said.", "Required",
                    ErrorCategory.InvalidArgument);
            if (IsWhatIf) WriteWhatIf($"{What}: {Shown}");
            if (Said is null && SameAs is null) ReportToday();
            WriteResult(Engine.Statements.RecordAsync([.. Drafts()], RecordingOptions(PassThru), StopToken).GetAwaiter().GetResult(),
                PassThru);
        });
    }

    private string Shown => new StatementDraft { By = By, To = To, Said = Said, SameAs = SameAs, Summary = Summary }.ToString();

    /// <summary>The statements that are recorded together: one, but where an act names one thing and several are given.</summary>
    private protected virtual IEnumerable<StatementDraft> Drafts() => [Draft(isTyped: true)];

    /// <summary>One statement for each of several things that the act is about.</summary>
    private protected IEnumerable<StatementDraft> DraftsOfEach<T>(IReadOnlyList<T> things, Func<T, ActDraft> act)
    {
        if (things.Count > 1 && StatementId is not null)
            throw new DiplomacyApiException(
                $"-StatementId names one statement, and {things.Count} would be recorded; leave it out, or record them one by one.",
                "InvalidValue", ErrorCategory.InvalidArgument);
        _isForEach = true;
        var draft = Draft(isTyped: true);
        return things.Count < 2 ? [draft] : things.Select(thing => draft with { Act = act(thing) });
    }

    /// <summary>The one that a row names, or that stands for several until each gets a statement of its own.</summary>
    private protected string? One(string[]? given) => given is null or [] ? null
        : given.Length == 1 || _isForEach ? given[0]
        : throw new DiplomacyApiException(
            $"A row records one statement, which names one demand, and {given.Length} are given; write a row for each.", "InvalidValue",
            ErrorCategory.InvalidArgument);

    private void ReportToday()
    {
        if (IsWhatIf) WriteWhatIf($"Recorded for today, {Today}; -Said gives another date.");
        else
            WriteInformation(new HostInformationMessage { Message = $"Recorded for today, {Today}; -Said gives another date." },
                ["PSHOST"]);
    }

    /// <summary>Refuses what no server needs to be asked about.</summary>
    private protected virtual void Check()
    {
    }

    /// <summary>
    /// Today's date in UTC, as days are counted in UTC: west of Greenwich the local day may have ended by then, and what is said now would
    /// count from hours ago.
    /// </summary>
    private static string Today => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
