using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DiplomacyApi.Tests.Storage.Postgres;

/// <summary>A program of PostgreSQL that runs, with what it prints.</summary>
internal sealed class PostgresProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _printed = new();
    private readonly Lock _lock = new();
    private readonly Task _reading;
    private Action? _onPrinted;

    private PostgresProgram(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>All that it has printed.</summary>
    public string Printed
    {
        get
        {
            lock (_lock) return _printed.ToString();
        }
    }

    public static PostgresProgram Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Its user may not enter every folder.
        (start.WorkingDirectory, start.Environment["LC_ALL"]) = (Path.GetTempPath(), "C");
        return new PostgresProgram(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end, and fails with what it printed where it fails.</summary>
    public static async Task RunAsync(string[] command, CancellationToken ct)
    {
        await using var program = Start(command);
        program._process.StandardInput.Close();
        await program._process.WaitForExitAsync(ct);
        await program._reading;
        if (program._process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} failed:\n{program._printed}");
    }

    /// <summary>
    /// Sends a signal by its name, such as KILL, STOP or CONT, to processes that a test started; those that ended are left out.
    /// </summary>
    public static Task SignalAsync(string name, IEnumerable<int> processes, CancellationToken ct) => RunAsync(
        ["sh", "-c", "kill \"$@\" 2>/dev/null; true", "sh", $"-{name}",
            .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))], ct);

    /// <summary>Ends once it has printed a text, and fails where it ends without.</summary>
    public async Task PrintsAsync(string text, CancellationToken ct)
    {
        var printed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _onPrinted = () =>
            {
                if (_printed.ToString().Contains(text, StringComparison.Ordinal)) printed.TrySetResult();
            };
            _onPrinted();
        }
        await Task.WhenAny(printed.Task, _reading).WaitAsync(ct);
        // What it prints later may be much.
        lock (_lock) _onPrinted = null;
        if (!printed.Task.IsCompleted) throw new InvalidOperationException($"PostgreSQL did not start:\n{_printed}");
    }

    /// <summary>Closes its standard input, on which it ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _reading;
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                _printed.AppendLine(line);
                _onPrinted?.Invoke();
            }
        }
    }
}
