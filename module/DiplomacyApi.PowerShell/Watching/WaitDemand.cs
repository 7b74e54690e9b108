using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Waits until all debtors of a demand, or any of them, have reached the state you ask for. Returns at once if they already have.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "Demand")]
[OutputType(typeof(PendingDemand))]
public sealed class WaitDemand : DiplomacyCmdlet
{
    private const int TimeoutSecDefault = 600;
    private const int TimeoutSecMax = 30 * 24 * 60 * 60;

    private readonly CancellationTokenSource _timeout = new();

    /// <summary>The demands to wait for.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DemandId", "Id")]
    [ArgumentCompleter(typeof(DemandCompleter))]
    [Named(NameKind.Demand, Several = true)]
    public string[] Demand { get; set; } = [];

    /// <summary>Only what this debtor owes: an id or a name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor)]
    public string? Debtor { get; set; }

    /// <summary>
    /// The state to wait for; a later state counts too. If the demand is withdrawn or superseded, the wait ends with a warning.
    /// </summary>
    [Parameter, ValidateSet("Acknowledged", "Promised", "Delivered", "Answered", "Settled")]
    [Choice<ObligationState>]
    public ObligationState Until { get; set; } = ObligationState.Answered;

    /// <summary>Wait for one debtor only, whichever is first. Default: all debtors.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>How many seconds to wait, for all demands together. After that, the cmdlet fails with DiplomacyApi.WaitTimedOut.</summary>
    [Parameter, ValidateRange(0, TimeoutSecMax)]
    public int TimeoutSec { get; set; } = TimeoutSecDefault;

    /// <inheritdoc />
    protected override void BeginProcessing() => _timeout.CancelAfter(TimeSpan.FromSeconds(TimeoutSec));

    /// <inheritdoc />
    protected override void StopProcessing()
    {
        base.StopProcessing();
        _timeout.Cancel();
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var demand in Demand) ReportErrors(demand, () => Wait(demand));
    }

    /// <inheritdoc />
    protected override void EndProcessing() => _timeout.Dispose();

    private void Wait(string demand)
    {
        var rows = Read(demand);
        if (rows.Count == 0)
            throw new DiplomacyApiException(
                Debtor is null
                    ? $"The demand '{demand}' obliges nobody, so there is no answer to wait for."
                    : $"'{Debtor}' owes nothing on '{demand}'; Get-Obligation -Demand {demand} shows who does.",
                "NothingOwed", ErrorCategory.InvalidOperation);
        if (!IsReached(rows)) Watch(demand, ref rows);
        foreach (var row in rows)
        {
            if (row.State is ObligationState.Withdrawn or ObligationState.Superseded)
                WriteWarning($"The demand '{demand}' was {row.State.ToString().ToLowerInvariant()}; {row.Debtor} owes nothing more on it.");
            WriteObject(row);
        }
    }

    private void Watch(string demand, ref List<PendingDemand> rows)
    {
        // After the revision at which it was read: the watch reports what changes between the read and the watch.
        var after = new WatchPosition("", rows[0].KnownAtRevision);
        var changes = Engine.Watches.WatchDemandsAsync(new DemandQuery { Demands = [demand] }, after, _timeout.Token)
            .GetAsyncEnumerator(_timeout.Token);
        try
        {
            while (changes.MoveNextAsync().AsTask().GetAwaiter().GetResult())
            {
                if (changes.Current.Note.Length > 0) WriteVerbose(changes.Current.Note);
                if (changes.Current.Rows.Count == 0) continue;
                foreach (var change in changes.Current.Rows) WriteVerbose(change.Change);
                rows = Read(demand);
                if (IsReached(rows)) return;
            }
        }
        catch (OperationCanceledException) when (!StopToken.IsCancellationRequested)
        {
            ThrowError(
                $"The demand '{demand}' was not {Until.ToString().ToLowerInvariant()} within {TimeoutSec} s: {string.Join(", ", rows.Select(row => $"{row.Debtor} {row.State}"))}. Wait longer with -TimeoutSec, or for less with -Any or -Until.",
                "WaitTimedOut", ErrorCategory.OperationTimeout, demand);
        }
        finally
        {
            changes.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private List<PendingDemand> Read(string demand) =>
        CollectAsync(Engine.Obligations.GetDebtorsAsync(
            new DemandQuery { Demand = demand, Debtor = Debtor }, Clocks.Known(null, null), StopToken)).GetAwaiter().GetResult();

    private static async Task<List<PendingDemand>> CollectAsync(IAsyncEnumerable<PendingDemand> rows)
    {
        var collected = new List<PendingDemand>();
        await foreach (var row in rows.ConfigureAwait(false)) collected.Add(row);
        return collected;
    }

    private bool IsReached(IEnumerable<PendingDemand> rows) =>
        Any ? rows.Any(row => Rank(row.State) >= Rank(Until)) : rows.All(row => Rank(row.State) >= Rank(Until));

    /// <summary>How far an answer has come. One that was found insufficient counts as none.</summary>
    private static int Rank(ObligationState state) => state switch
    {
        ObligationState.Acknowledged => 1,
        ObligationState.Promised => 2,
        ObligationState.Delivered => 3,
        ObligationState.Answered => 4,
        ObligationState.Settled => 5,
        ObligationState.Withdrawn or ObligationState.Superseded => 6,
        _ => 0,
    };
}
