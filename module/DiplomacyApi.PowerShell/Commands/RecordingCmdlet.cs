using System.Globalization;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// What all recording cmdlets share. They put out what changed; with -WhatIf the server checks everything and tells what would change.
/// </summary>
public abstract class RecordingCmdlet : StatementCmdlet
{
    /// <summary>What is said, in your words: a text, or @{ ru = '…'; en = '…' }.</summary>
    [Parameter(Position = 0)]
    public Words? Summary { get; set; }

    /// <summary>An earlier statement, from which all is taken that is not given, except its act and its words.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, MayBeEmpty = true)]
    public string? SameAs { get; set; }

    /// <summary>The id the statement is to have. Without it: the server gives one.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? StatementId { get; set; }

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

    protected override void ProcessRecord()
    {
        if (Asks(By ?? SameAs ?? "", What)) Tell(Ask(Summary, (engine, token) => engine.RecordAsync([Draft(isTyped: true)], Guards, token)));
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
