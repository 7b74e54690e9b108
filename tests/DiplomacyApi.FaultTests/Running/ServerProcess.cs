using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DiplomacyApi.FaultTests.Running;

/// <summary>The executable as an operator starts it. What it prints is kept, to be shown where it fails.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly ConcurrentDictionary<ServerProcess, bool> Alive = [];

    private readonly Process _process;
    private readonly StringBuilder _printed = new();
    private readonly TaskCompletionSource<bool> _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    static ServerProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        // A test that failed leaves none behind.
        foreach (var server in Alive.Keys) server.Dispose();
    };

    private ServerProcess(Process process)
    {
        _process = process;
        Alive[this] = true;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
    }

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public string Printed
    {
        get
        {
            lock (_printed) return _printed.ToString();
        }
    }

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<ServerProcess> StartAsync(
        ServerHome home, IReadOnlyList<string>? under = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        var server = Begin(home, "serve", under, variables);
        if (await server.ServesAsync()) return server;
        var (code, printed) = (server.ExitCode, server.Printed);
        server.Dispose();
        throw new InvalidOperationException($"The server ended with {code} before it served:\n{printed}");
    }

    /// <summary>Starts it, and leaves it to the caller whether it comes to serve.</summary>
    public static ServerProcess Begin(ServerHome home, string command = "serve", IReadOnlyList<string>? under = null,
        IReadOnlyDictionary<string, string>? variables = null, params string[] more)
    {
        string[] words = [.. under ?? [], "dotnet", Repository.Server, command, .. more, .. home.Source,
            .. command == "serve" ? ["--port", home.Port.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>()];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // One that is killed would leave the runtime's pipes behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start)!);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Runs one of the operator's commands to its end.</summary>
    public static async Task RunAsync(ServerHome home, string command, params string[] more)
    {
        using var run = Begin(home, command, more: more);
        await run.EndsAsync();
        Assert.True(run.ExitCode == 0, run.Printed);
    }

    /// <summary>Whether it comes to serve; false: it ended before.</summary>
    public async Task<bool> ServesAsync()
    {
        await Task.WhenAny(_serving.Task, _process.WaitForExitAsync(Faults.Token));
        return _serving.Task.IsCompleted;
    }

    public async Task EndsAsync()
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Faults.Token);
        over.CancelAfter(TimeSpan.FromMinutes(2));
        await _process.WaitForExitAsync(over.Token);
    }

    /// <summary>Ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await EndsAsync();
    }

    /// <summary>Sends it a signal by its name, such as TERM, STOP or CONT.</summary>
    public void Signal(string name) => Signals.Send(name, _process);

    /// <summary>Ends it as an operator does.</summary>
    public async Task StopAsync()
    {
        Signal("TERM");
        await EndsAsync();
    }

    public void Dispose()
    {
        if (!Alive.TryRemove(this, out _)) return;
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_printed) _printed.AppendLine(line);
        if (line.Contains(" on http://", StringComparison.Ordinal)) _serving.TrySetResult(true);
    }
}
