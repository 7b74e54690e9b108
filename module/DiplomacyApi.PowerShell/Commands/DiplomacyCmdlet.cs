using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What all cmdlets share: the connection, the end of a call by Ctrl-C or Select-Object -First, and errors without a stack trace.</summary>
public abstract class DiplomacyCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The connection to use, as Connect-DiplomacyApi -PassThru gives it. Without it, the runspace's own, or that of DIPLOMACY_API_ADDRESS.</summary>
    [Parameter]
    public DiplomacyConnection? Connection { get; set; }

    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void StopProcessing() => _stopping.Cancel();

    private protected CancellationToken Ending => _stopping.Token;

    private protected IEngine Engine => (Connection ?? DiplomacyConnection.Default ?? Environmental()).Engine;

    /// <summary>Writes what a call gives, row by row as it comes.</summary>
    private protected void WriteAll<T>(object? target, Func<IEngine, CancellationToken, IAsyncEnumerable<T>> call) => Guard(target, () =>
    {
        var rows = call(Engine, _stopping.Token).GetAsyncEnumerator(_stopping.Token);
        try
        {
            while (rows.MoveNextAsync().AsTask().GetAwaiter().GetResult()) WriteObject(rows.Current);
        }
        finally
        {
            // Select-Object -First ends WriteObject by an exception: the server's call ends here.
            rows.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    });

    /// <summary>Deals with what a call gives, on the pipeline's thread, until the last or until it is told to stop by false.</summary>
    private protected void Each<T>(object? target, Func<IEngine, CancellationToken, IAsyncEnumerable<T>> call, Func<T, bool> dealWith) => Guard(target, () =>
    {
        var rows = call(Engine, Ending).GetAsyncEnumerator(Ending);
        try
        {
            while (rows.MoveNextAsync().AsTask().GetAwaiter().GetResult() && dealWith(rows.Current)) { }
        }
        finally
        {
            rows.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    });

    /// <summary>Runs a call, and gives its answer; default where it failed and the error was written.</summary>
    private protected T? Ask<T>(object? target, Func<IEngine, CancellationToken, Task<T>> call)
    {
        var answer = default(T);
        Guard(target, () => answer = call(Engine, _stopping.Token).GetAwaiter().GetResult());
        return answer;
    }

    private protected void Guard(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (DiplomacyApiException problem)
        {
            var error = new ErrorRecord(problem, $"DiplomacyApi.{problem.Reason}", problem.Category, target);
            if (problem.IsAboutTheConnection) ThrowTerminatingError(error);
            WriteError(error);
        }
    }

    private static DiplomacyConnection Environmental()
    {
        if (DiplomacyConnection.FromEnvironment() is not { } connection)
            throw new DiplomacyApiException(
                $"There is no connection. Connect first: Connect-DiplomacyApi -Address http://127.0.0.1:5080, or set {DiplomacyConnection.AddressVariable}.",
                "NotConnected", ErrorCategory.ConnectionError);
        return DiplomacyConnection.Default = connection;
    }
}
