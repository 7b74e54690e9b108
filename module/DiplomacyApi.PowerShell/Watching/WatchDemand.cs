using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Shows each change of status of demands as it is recorded, and deadlines as they pass, until you stop it.</summary>
[Cmdlet(VerbsCommon.Watch, "Demand")]
[OutputType(typeof(StatusChange))]
public sealed class WatchDemand : DiplomacyCmdlet
{
    /// <summary>Only these demands.</summary>
    [Parameter(Position = 0)]
    [Alias("DemandId")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true)]
    public string[] Demand { get; set; } = [];

    /// <summary>Only what this debtor owes: an id or a name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? Debtor { get; set; }

    /// <summary>Only what is owed to this creditor: an id or a name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? Creditor { get; set; }

    /// <summary>Only what belongs to this negotiation.</summary>
    [Parameter]
    [Alias("NegotiationId")]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation)]
    public string? Negotiation { get; set; }

    /// <summary>Start after this revision of the log; 0 means from the beginning. Default: from now on.</summary>
    [Parameter, ValidateRange(0, long.MaxValue)]
    public long? After { get; set; }

    /// <summary>
    /// A file that remembers the last change that was handled. If it exists, the watch continues after that change, so that none is lost.
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
        var query = new DemandQuery { Demands = Demand, Debtor = Debtor, Creditor = Creditor, Negotiation = Negotiation };
        ForEachRow<WatchMessage<StatusChange>>(null, (engine, token) => engine.Watches.WatchDemandsAsync(query, start, token),
            writer.Write);
    });
}
