using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets obligations, one an item and debtor: answers, performances and replies, the newest opened first.</summary>
[Cmdlet(VerbsCommon.Get, "Obligation", SupportsPaging = true)]
[OutputType(typeof(Obligation))]
public sealed class GetObligation : OwedCmdlet
{
    /// <summary>Only what is owed.</summary>
    [Parameter]
    public SwitchParameter Pending { get; set; }

    /// <summary>Only what was answered and found insufficient; with -Pending, also that.</summary>
    [Parameter]
    public SwitchParameter Contested { get; set; }

    /// <summary>Only in these states.</summary>
    [Parameter]
    public ObligationState[] State { get; set; } = [];

    /// <summary>Only of these kinds: answers to demands, performances of promises, replies to invitations.</summary>
    [Parameter]
    public ObligationKind[] Kind { get; set; } = [];

    /// <summary>Only what is due, or overdue, by what was asked or by what was promised.</summary>
    [Parameter]
    [Alias("Overdue")]
    public DueState[] DueState { get; set; } = [];

    /// <summary>Only of this promise (statements/…) or meeting (meetings/…), or of this demand.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DemandCompleter))]
    public string? Subject { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var query in Queries)
        {
            var wanted = query with { Pending = Pending, Contested = Contested, States = State, Kinds = Kind, DueStates = DueState, Subject = Subject };
            WriteAll(query.Demand ?? query.Debtor, (engine, token) => engine.GetObligationsAsync(wanted, Clocks, token));
        }
    }
}
