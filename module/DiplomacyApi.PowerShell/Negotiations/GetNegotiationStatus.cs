using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Gets the status of negotiations: their state and the reason, who owes what, the next meeting, and the conditions and warnings in force.
/// </summary>
[Cmdlet(VerbsCommon.Get, "NegotiationStatus")]
[OutputType(typeof(NegotiationStatus))]
public sealed class GetNegotiationStatus : StatusCmdlet
{
    /// <summary>Ids, or patterns that match an id or title (*security*). Default: all, those with the most overdue answers first.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId", "Negotiation")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    [Named(NameKind.Negotiation, Several = true, Patterns = true)]
    public string[] Id { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var id in Id.SelectMany(Negotiations)) if (Status(id) is { } status) WriteObject(status);
        if (Id.Length > 0) return;
        // What is overdue or owed comes first, then the last that changed.
        var all = Negotiations("*").Select(Status).OfType<NegotiationStatus>();
        WriteObject(all.OrderByDescending(status => status.Overdue).ThenByDescending(status => status.Owed)
            .ThenByDescending(status => status.LastActivity, StringComparer.Ordinal)
            .ThenBy(status => status.NegotiationId, StringComparer.Ordinal),
            enumerateCollection: true);
    }

    private NegotiationStatus? Status(string id) => Call(id, (engine, token) => engine.Negotiations.GetStatusAsync(id, Clocks, token));
}
