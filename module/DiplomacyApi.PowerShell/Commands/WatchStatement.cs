using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Shows each statement as it is recorded, corrected or reported, until you stop it.</summary>
[Cmdlet(VerbsCommon.Watch, "Statement", DefaultParameterSetName = "List")]
[OutputType(typeof(StatementEvent))]
public sealed class WatchStatement : FilteredStatementCmdlet
{
    /// <summary>After this revision of the log; 0 is its beginning. Without it: from now on.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? After { get; set; }

    /// <summary>A file that keeps up to where statements were dealt with. If it is there, the watch goes on after that place, so that none is lost.</summary>
    [Parameter]
    [Text]
    public string? StateFile { get; set; }

    protected override void EndProcessing() => Guard(StateFile, () =>
    {
        var file = StateFile is null ? null : new PositionFile(GetUnresolvedProviderPathFromPSPath(StateFile));
        var start = WatchControl.Start(file, After);
        var control = new WatchControl(file, WriteVerbose, WriteObject);
        Each<WatchMessage<StatementEvent>>(null, (engine, token) => engine.WatchStatementsAsync(Query, start, token), control.DealWith);
    });
}
