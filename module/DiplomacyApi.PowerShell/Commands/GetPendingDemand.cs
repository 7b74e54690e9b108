using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets who owes an answer to which demand: overdue first, then due, then by due date and debtor.</summary>
[Cmdlet(VerbsCommon.Get, "PendingDemand")]
[OutputType(typeof(PendingDemand))]
public sealed class GetPendingDemand : OwedCmdlet
{
    private readonly List<PendingDemand> _rows = [];

    /// <summary>Only what is due, or overdue.</summary>
    [Parameter]
    public DueState[] Overdue { get; set; } = [];

    /// <summary>Also what was answered and found insufficient.</summary>
    [Parameter]
    public SwitchParameter IncludeContested { get; set; }

    protected override void ProcessRecord()
    {
        var query = Query with { Pending = true, Contested = IncludeContested, DueStates = Overdue };
        _rows.AddRange(Ask(Demand, (engine, token) => Collect(engine.GetDemandDebtorsAsync(query, Clocks, token))) ?? []);
    }

    // The order is across all pages, and so nothing can be written before the last.
    protected override void EndProcessing() => WriteObject(
        _rows.OrderByDescending(row => row.Overdue)
            .ThenBy(row => row.DueLatest ?? DateTimeOffset.MaxValue)
            .ThenBy(row => row.DemandId, StringComparer.Ordinal)
            .ThenBy(row => row.Debtor, StringComparer.Ordinal),
        enumerateCollection: true);

    private static async Task<List<PendingDemand>> Collect(IAsyncEnumerable<PendingDemand> rows)
    {
        var collected = new List<PendingDemand>();
        await foreach (var row in rows) collected.Add(row);
        return collected;
    }
}
