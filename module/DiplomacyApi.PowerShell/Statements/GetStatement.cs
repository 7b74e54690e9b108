using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets statements, by id or by filters, the last recorded first.</summary>
[Cmdlet(VerbsCommon.Get, "Statement", DefaultParameterSetName = "List", SupportsPaging = true)]
[OutputType(typeof(Statement))]
public sealed class GetStatement : FilteredStatementCmdlet
{
    /// <summary>The statements' ids, or patterns that match them (may-*).</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("StatementId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StatementCompleter))]
    [Named(NameKind.Statement, Several = true, Patterns = true)]
    public string[] Id { get; set; } = [];

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
    protected override void ProcessRecord()
    {
        if (Id.Length == 0)
            WriteRows(null, (engine, token) => engine.Statements.GetAsync(Query with { StandingOnly = !IncludeAnnulled }, Clocks, token));
        foreach (var id in Id)
        {
            if (WildcardPattern.ContainsWildcardCharacters(id))
                WriteMatching(id, statement => [statement.StatementId], (engine, token) =>
                    engine.Statements.GetAsync(new StatementQuery(), Clocks, token));
            else WriteRows(id, (engine, token) => engine.Statements.GetAsync(new StatementQuery { Statement = id }, Clocks, token));
        }
    }
}
