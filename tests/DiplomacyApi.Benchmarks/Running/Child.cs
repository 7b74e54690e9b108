using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace DiplomacyApi.Benchmarks.Running;

/// <summary>A process that a run started, and ends again by its id. What it prints is kept, for when it fails.</summary>
internal sealed class Child : IDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(15);
    private static readonly ConcurrentDictionary<Child, bool> Alive = [];

    private readonly Process _process;
    private readonly StringBuilder _printed = new();
    private readonly Regex? _readyLine;
    private readonly TaskCompletionSource<Match> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    static Child() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();

    private Child(Process process, Regex? ready)
    {
        (_process, _readyLine) = (process, ready);
        Alive[this] = true;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = process.WaitForExitAsync()
            .ContinueWith(
                _ => _ready.TrySetException(new RunException($"{process.StartInfo.FileName} ended before it was ready:\n{Printed}")),
                TaskScheduler.Default);
    }

    /// <summary>What it printed so far.</summary>
    public string Printed
    {
        get
        {
            lock (_printed) return _printed.ToString();
        }
    }

    /// <summary>The most memory that it ever had, in bytes.</summary>
    public long PeakMemoryBytes => StatusBytes("VmHWM");

    /// <summary>The memory that it has now, in bytes.</summary>
    public long MemoryBytes => StatusBytes("VmRSS");

    /// <summary>The time of processors that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program. Given a pattern, it is ready when a line that it prints matches.</summary>
    public static Child Start(
        string program, IEnumerable<string> arguments, Regex? ready = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new Child(Process.Start(start)!, ready);
    }

    /// <summary>Starts this executable in another role.</summary>
    public static Child StartRole(Regex ready, params string[] arguments) =>
        Start("dotnet", [typeof(Child).Assembly.Location, .. arguments], ready);

    /// <summary>Runs a program to its end, and gives what it printed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var child = Start(program, arguments);
        await child._process.WaitForExitAsync(cancellationToken);
        return child._process.ExitCode == 0
            ? child.Printed
            : throw new RunException($"{program} ended with {child._process.ExitCode}:\n{child.Printed}");
    }

    /// <summary>Waits for the line that says that it is ready.</summary>
    public async Task<Match> ReadyAsync(CancellationToken cancellationToken) =>
        await _ready.Task.WaitAsync(TimeSpan.FromMinutes(5), cancellationToken);

    public void Dispose()
    {
        if (!Alive.TryRemove(this, out _)) return;
        if (!_process.HasExited)
        {
            _ = Signal(_process.Id, Terminate);
            if (!_process.WaitForExit(EndMax)) _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    private static void EndAll()
    {
        foreach (var child in Alive.Keys) child.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_printed) _printed.AppendLine(line);
        if (_readyLine?.Match(line) is { Success: true } match) _ready.TrySetResult(match);
    }

    private long StatusBytes(string field)
    {
        var line = File.ReadLines($"/proc/{_process.Id.ToString(CultureInfo.InvariantCulture)}/status")
            .First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
