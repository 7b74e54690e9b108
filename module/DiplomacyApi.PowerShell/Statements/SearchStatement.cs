using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Finds statements by the words of their summaries, quotations and titles, the last recorded first.</summary>
[Cmdlet(VerbsCommon.Search, "Statement", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(Statement))]
public sealed class SearchStatement : FilteredStatementCmdlet
{
    /// <summary>
    /// The words to find: all must be present. "two words" finds a phrase, word* the beginning of a word. Case and accents are ignored.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Words")]
    [Text]
    public string Text { get; set; } = "";

    /// <summary>Include statements that were annulled and duplicates; both are marked.</summary>
    [Parameter(ParameterSetName = "List")]
    public SwitchParameter IncludeAnnulled { get; set; }

    /// <summary>Show what was known at this time, or at the end of this day. Default: everything recorded so far.</summary>
    [Parameter, Instant(IsKnown = true)]
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>Show what was known at this revision of the log.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? KnownAtRevision { get; set; }

    private Clocks Clocks => Clocks.Known(KnownAt, KnownAtRevision);

    /// <inheritdoc />
    protected override void ProcessRecord() =>
        WriteRows(Text, (engine, token) =>
            engine.Statements.SearchAsync(Text, Query with { StandingOnly = !IncludeAnnulled }, Clocks, token));
}
