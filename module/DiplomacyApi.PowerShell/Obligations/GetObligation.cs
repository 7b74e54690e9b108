using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Gets obligations (answers, performances and replies), one for each item and debtor, newest first; or how they stood over time.
/// </summary>
[Cmdlet(VerbsCommon.Get, "Obligation", SupportsPaging = true, DefaultParameterSetName = ListSet)]
[OutputType(typeof(Obligation), ParameterSetName = [ListSet])]
[OutputType(typeof(ObligationSegment), ParameterSetName = [HistorySet])]
public sealed class GetObligation : ObligationFilterCmdlet
{
    private const string ListSet = "List";
    private const string HistorySet = "History";

    /// <summary>Only what is still owed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public SwitchParameter Pending { get; set; }

    /// <summary>Only answers that were found insufficient. With -Pending: these as well as what is still owed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public SwitchParameter Contested { get; set; }

    /// <summary>Only obligations in these states.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Choice<ObligationState>(Several = true)]
    public ObligationState[] State { get; set; } = [];

    /// <summary>Only these kinds of obligation: answers to demands, performances of promises, replies to invitations.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Choice<ObligationKind>(Several = true)]
    public ObligationKind[] Kind { get; set; } = [];

    /// <summary>Only what is due or overdue, by the date asked or the date promised.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Overdue")]
    [Choice<DueState>(Several = true)]
    public DueState[] DueState { get; set; } = [];

    /// <summary>Only obligations from this promise (statements/…), meeting (meetings/…) or demand.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand)]
    public string? Subject { get; set; }

    /// <summary>Show how each obligation stood over time: one row for each period without a change. Needs a demand or -Subject.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HistorySet)]
    public SwitchParameter History { get; set; }

    /// <summary>Only this item; '' means the whole demand, if it has no items.</summary>
    [Parameter(ParameterSetName = HistorySet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ItemCompleter))]
    [Text(MayBeEmpty = true)]
    public string? Item { get; set; }

    /// <summary>Include periods as they were known before a later statement or correction changed them.</summary>
    [Parameter(ParameterSetName = HistorySet)]
    public SwitchParameter IncludeSuperseded { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var query in Queries)
        {
            var wanted = query.Asked with
            {
                Pending = Pending,
                Contested = Contested,
                States = State,
                Kinds = Kind,
                DueStates = DueState,
                Subject = Subject,
            };
            if (History) WriteHistory(query.Asked);
            else
                ForEachRow(query.Target, (engine, token) => engine.Obligations.GetObligationsAsync(wanted, Clocks, token), row =>
                    !query.Fits(row.DemandId, row.Title) || Write(row));
        }
    }

    private void WriteHistory(DemandQuery query)
    {
        if ((query.Demand ?? Subject) is not { } subject || Creditor is not null || Negotiation is not null || DueBefore is not null)
        {
            ThrowError(
                "A history is of one demand, or of one promise or meeting named by -Subject, and of one -Debtor or -Item of it at most; filter its rows with Where-Object.",
                "InvalidHistory", ErrorCategory.InvalidArgument, query.Demand ?? Subject);
            return;
        }
        WriteRows(subject, (engine, token) =>
            engine.Obligations.GetHistoryAsync(new ObligationHistoryQuery(subject, query.Debtor, Item, IncludeSuperseded), Clocks, token));
    }
}
