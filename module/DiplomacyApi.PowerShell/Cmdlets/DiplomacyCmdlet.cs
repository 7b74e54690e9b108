using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// What all cmdlets share: the connection, the end of a call by Ctrl-C or Select-Object -First, and errors without a stack trace.
/// </summary>
public abstract class DiplomacyCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CallLog _calls = new();
    private ulong _skipped;
    private ulong _written;

    /// <summary>
    /// The connection to use: its name, or what Connect-DiplomacyApi -PassThru returned. Default: the current one, or the one that
    /// DIPLOMACY_API_ADDRESS names.
    /// </summary>
    [Parameter]
    [Connection]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public DiplomacyConnection? Connection { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>With -IncludeTotalCount, that the number is not known: the server would have to read all rows to count them.</summary>
    protected override void BeginProcessing()
    {
        if (PagingParameters is { IncludeTotalCount.IsPresent: true } paging) WriteObject(paging.NewTotalCount(totalCount: 0, accuracy: 0));
    }

    /// <inheritdoc />
    protected override void StopProcessing()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had ended by itself in the same moment.
        }
    }

    private protected CancellationToken StopToken => _stopping.Token;

    private protected IEngine Engine => (DiplomacyConnection.Current(Connection) ?? throw new DiplomacyApiException(
        $"There is no connection. Connect first: Connect-DiplomacyApi -Address http://127.0.0.1:5080, or set {DiplomacyConnection.AddressVariable}; in ForEach-Object -Parallel, give -Connection $using:connection.",
        "NotConnected", ErrorCategory.ConnectionError)).Engine;

    /// <summary>Writes what a call gives, row by row as it comes.</summary>
    private protected void WriteRows<T>(object? target, Func<IEngine, CancellationToken, IAsyncEnumerable<T>> call) =>
        ForEachRow(target, call, row => Write(row));

    /// <summary>Writes those rows of a call of which one of the texts fits the pattern.</summary>
    private protected void WriteMatching<T>(
        string pattern, Func<T, IEnumerable<string>> texts, Func<IEngine, CancellationToken, IAsyncEnumerable<T>> call)
    {
        var fitting = PatternOf(pattern);
        ForEachRow(pattern, call, row => !texts(row).Any(fitting.IsMatch) || Write(row));
    }

    /// <summary>A pattern as it is typed. Case does not matter.</summary>
    internal static WildcardPattern PatternOf(string pattern) =>
        new(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);

    /// <summary>Handles the rows of a call on the pipeline's thread, up to the last, or until the handler returns false.</summary>
    private protected void ForEachRow<T>(
        object? target, Func<IEngine, CancellationToken, IAsyncEnumerable<T>> call, Func<T, bool> handle) => ReportErrors(target, () =>
    {
        var rows = call(Engine, StopToken).GetAsyncEnumerator(StopToken);
        try
        {
            while (rows.MoveNextAsync().AsTask().GetAwaiter().GetResult() && handle(rows.Current)) WriteCallLog();
        }
        finally
        {
            // Select-Object -First ends WriteObject by an exception: the server's call ends here.
            rows.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    });

    /// <summary>Runs a call, and gives its answer; default where it failed and the error was written.</summary>
    private protected T? Call<T>(object? target, Func<IEngine, CancellationToken, Task<T>> call)
    {
        var answer = default(T);
        ReportErrors(target, () => answer = call(Engine, StopToken).GetAwaiter().GetResult());
        return answer;
    }

    /// <summary>Writes a row where -Skip and -First, if the cmdlet has them, let it through; false if no further row is wanted.</summary>
    private protected bool Write(object? row)
    {
        if (PagingParameters is not { } paging)
        {
            WriteObject(row);
            return true;
        }
        if (_skipped < paging.Skip)
        {
            _skipped++;
            return true;
        }
        if (_written >= paging.First) return false;
        WriteObject(row);
        return ++_written < paging.First;
    }

    private protected void ReportErrors(object? target, Action action)
    {
        _calls.Listen();
        try
        {
            action();
            WriteCallLog();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (DiplomacyApiException problem)
        {
            WriteCallLog();
            var error = Record(problem, target);
            if (problem.IsAboutTheConnection) ThrowTerminatingError(error);
            WriteError(error);
        }
    }

    /// <summary>Puts out a file as Get-Item does, with its mode.</summary>
    private protected void WriteFile(string path) =>
        WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);

    /// <summary>With -Verbose: which calls were made, and how long each took.</summary>
    private void WriteCallLog()
    {
        foreach (var call in _calls.TakeAll()) WriteVerbose(call);
    }

    /// <summary>
    /// Whether a file or folder is in the way of a file to be written; the error is written then. With force, a file is not.
    /// </summary>
    private protected bool CannotWriteTo(string path, bool force)
    {
        var problem = Directory.Exists(path)
            ? new DiplomacyApiException($"'{path}' is a folder; name a file in it with -Path.", "FileExists", ErrorCategory.InvalidArgument)
            : !force && File.Exists(path)
                ? new DiplomacyApiException($"'{path}' exists. Overwrite it with -Force, or name another file with -Path.", "FileExists",
                    ErrorCategory.ResourceExists)
            : null;
        if (problem is null) return false;
        WriteError(new ErrorRecord(problem, "DiplomacyApi.FileExists", problem.Category, path));
        return true;
    }

    /// <summary>Ends the pipeline by an error that a script can catch.</summary>
    private protected void ThrowError(string message, string reason, ErrorCategory category, object? target) =>
        ThrowTerminatingError(Record(new DiplomacyApiException(message, reason, category), target));

    private ErrorRecord Record(DiplomacyApiException problem, object? target)
    {
        if (problem.Fields.Count > 0)
        {
            var lines = problem.Fields.Select(field =>
                $"{FieldParameters.Named(field.Field, MyInvocation.MyCommand.Parameters.Keys)}: {field.Message}");
            problem = new DiplomacyApiException(string.Join(Environment.NewLine, lines), problem.Reason, problem.Category);
        }
        var address = (Connection ?? DiplomacyConnection.Default)?.Address;
        if (problem.IsAboutTheServer && address is not null)
            problem = new DiplomacyApiException(
                $"{problem.Message.TrimEnd('.')}. The address is {address}; see with Test-DiplomacyApi, or name another with Connect-DiplomacyApi.",
                problem.Reason, problem.Category);
        return new ErrorRecord(problem, $"DiplomacyApi.{problem.Reason}", problem.Category, target ?? address);
    }
}
