using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Finds statements by the words of their summaries, quotations and titles, the last recorded first.</summary>
[Cmdlet(VerbsCommon.Search, "Statement", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(Statement))]
public sealed class SearchStatement : FilteredStatementCmdlet
{
    /// <summary>Words, all of which must be there; "two words" next to each other; word* for a beginning. Case and accents do not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Words")]
    [Text]
    public string Text { get; set; } = "";

    /// <summary>Also those that were annulled and those that are duplicates of others; both are marked.</summary>
    [Parameter(ParameterSetName = "List")]
    public SwitchParameter IncludeAnnulled { get; set; }

    /// <summary>As known at this time, or at the end of this day. Without it: all that is recorded.</summary>
    [Parameter, Instant(IsKnown = true)]
    public DateTimeOffset? KnownAt { get; set; }

    /// <summary>As known at this revision of the log.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? KnownAtRevision { get; set; }

    private Clocks Clocks => Clocks.Known(KnownAt, KnownAtRevision);

    protected override void ProcessRecord() => WriteAll(Text, (engine, token) => engine.SearchStatementsAsync(Text, Query with { StandingOnly = !IncludeAnnulled }, Clocks, token));
}
