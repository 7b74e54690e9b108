using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Shows each statement as it is recorded, corrected or reported, until you stop it.</summary>
[Cmdlet(VerbsCommon.Watch, "Statement", DefaultParameterSetName = "List")]
[OutputType(typeof(StatementEvent))]
public sealed class WatchStatement : FilteredStatementCmdlet
{
    /// <summary>Start after this revision of the log; 0 means from the beginning. Default: from now on.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? After { get; set; }

    /// <summary>
    /// A file that remembers the last statement that was handled. If it exists, the watch continues after that statement, so that none is
    /// lost.
    /// </summary>
    [Parameter]
    [Text]
    public string? StateFile { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing() => ReportErrors(StateFile, () =>
    {
        var file = StateFile is null ? null : new PositionFile(GetUnresolvedProviderPathFromPSPath(StateFile));
        var start = WatchMessageWriter.Start(file, After);
        var writer = new WatchMessageWriter(file, WriteVerbose, WriteObject);
        ForEachRow<WatchMessage<StatementEvent>>(
            null, (engine, token) => engine.Watches.WatchStatementsAsync(Query, start, token), writer.Write);
    });
}
