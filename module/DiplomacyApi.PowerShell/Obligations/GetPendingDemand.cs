using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Shows who owes an answer to which demand: overdue first, then due, then by due date and debtor.</summary>
[Cmdlet(VerbsCommon.Get, "PendingDemand", SupportsPaging = true)]
[OutputType(typeof(PendingDemand))]
public sealed class GetPendingDemand : ObligationFilterCmdlet
{
    private readonly List<PendingDemand> _rows = [];

    /// <summary>Only what is due or overdue, by the date asked or the date promised.</summary>
    [Parameter]
    [Alias("Overdue")]
    [Choice<DueState>(Several = true)]
    public DueState[] DueState { get; set; } = [];

    /// <summary>Include answers that were found insufficient.</summary>
    [Parameter]
    public SwitchParameter IncludeContested { get; set; }

    /// <summary>Only demands on which nothing was said from the beginning of this date until the as-of date.</summary>
    [Parameter, PartialDate]
    public string? SilentSince { get; set; }

    /// <summary>Only demands for which a promised date has passed.</summary>
    [Parameter]
    public SwitchParameter Missed { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var query in Queries)
        {
            var pending = query.Asked with
            {
                Pending = true,
                Contested = IncludeContested,
                DueStates = DueState,
                SilentSince = SilentSince,
            };
            ForEachRow(query.Target, (engine, token) => engine.Obligations.GetDebtorsAsync(pending, Clocks, token), row =>
            {
                if ((!Missed || row.PromiseMissed) && query.Fits(row.DemandId, row.Title)) _rows.Add(row);
                return true;
            });
        }
    }

    // The order is across all pages, and so nothing can be written before the last. Debtors of one demand stay together.

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        foreach (var row in _rows.DistinctBy(row => (row.DemandId, row.DebtorId))
            .OrderByDescending(row => row.DueState)
            .ThenBy(row => row.DueLatest ?? DateTimeOffset.MaxValue)
            .ThenBy(row => row.DemandId, StringComparer.Ordinal)
            .ThenBy(row => row.Debtor, StringComparer.Ordinal))
            if (!Write(row)) break;
    }
}
