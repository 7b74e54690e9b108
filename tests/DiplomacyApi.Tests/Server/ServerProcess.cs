using System.Diagnostics;
using System.Text.RegularExpressions;
using Grpc.Net.Client;

namespace DiplomacyApi.Tests.Server;

/// <summary>The executable as an operator starts it, over a file of its own.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>How many files and sockets it has open.</summary>
    public int OpenFiles => Directory.GetFileSystemEntries($"/proc/{_process.Id}/fd").Length;

    /// <summary>The files of code that it has loaded.</summary>
    public IReadOnlySet<string> Loaded => File.ReadLines($"/proc/{_process.Id}/maps").Select(line => line[(line.LastIndexOf(' ') + 1)..])
        .Where(file => file.EndsWith(".dll", StringComparison.Ordinal) || file.Contains(".so", StringComparison.Ordinal))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Starts it and waits until it serves.</summary>
    public static Task<ServerProcess> StartAsync(string folder, params string[] switches) =>
        ServingAsync(Process.Start(Start("dotnet", Serve(folder, 0, switches)))!);

    /// <summary>The same on a machine of another language, such as <c>de_DE.UTF-8</c>.</summary>
    public static Task<ServerProcess> StartInAsync(string language, string folder) => StartWithAsync([("LC_ALL", language)], folder);

    /// <summary>The same with variables of its own.</summary>
    public static Task<ServerProcess> StartWithAsync(
        IEnumerable<(string Name, string Value)> variables, string folder, params string[] switches)
    {
        var start = Start("dotnet", Serve(folder, 0, switches));
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return ServingAsync(Process.Start(start)!);
    }

    /// <summary>The same, with a limit on the files that it may have open.</summary>
    public static Task<ServerProcess> StartLimitedAsync(string folder, int filesMax, params string[] switches) =>
        ServingAsync(Process.Start(Start("sh", ["-c", $"ulimit -n {filesMax}; exec dotnet \"$@\"", "sh", .. Serve(folder, 0, switches)]))!);

    /// <summary>Starts it with such a limit where it does not serve, and waits for its end.</summary>
    public static async Task<(int Code, string Errors)> RunLimitedAsync(string folder, int filesMax)
    {
        using var process = Process.Start(Start("sh", ["-c", $"ulimit -n {filesMax}; exec dotnet \"$@\"", "sh", .. Serve(folder, 0)]))!;
        var errors = await process.StandardError.ReadToEndAsync(TestServer.Token);
        await process.WaitForExitAsync(TestServer.Token);
        return (process.ExitCode, errors);
    }

    /// <summary>Starts it with an output that nobody reads, after a command has filled it.</summary>
    public static ServerProcess StartUnread(string folder, string fill, params string[] switches)
    {
        var port = FreePort.Next();
        var process = Process.Start(Start("sh", ["-c", $"{fill}; exec dotnet \"$@\"", "sh", .. Serve(folder, port, switches)]))!;
        return new ServerProcess(process, new Uri($"http://127.0.0.1:{port}"));
    }

    private static string[] Serve(string folder, int port, params string[] switches) =>
        [Executable, "serve", "--data", Path.Combine(folder, "journal.db"), "--port",
            port.ToString(System.Globalization.CultureInfo.InvariantCulture), .. switches];

    private static ProcessStartInfo Start(string program, string[] words) =>
        new(program, words) { RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true };

    private static async Task<ServerProcess> ServingAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(TestServer.Token) is { } line)
            if (Serving().Match(line) is { Success: true } match)
                return new ServerProcess(process, new Uri(match.Groups[1].Value));
        await process.WaitForExitAsync(TestServer.Token);
        throw new InvalidOperationException($"The server ended with {process.ExitCode} before it served.");
    }

    /// <summary>Runs one of the operator's commands to its end.</summary>
    public static async Task<int> RunAsync(string folder, string command) =>
        (await CommandAsync(command, "--data", Path.Combine(folder, "journal.db"))).Code;

    /// <summary>The same, with what it says on its errors.</summary>
    public static Task<(int Code, string Errors)> CommandAsync(string command, params string[] switches) =>
        CommandAsync(Start("dotnet", [Executable, command, .. switches]));

    /// <summary>The same, in an environment that `env` changes.</summary>
    public static Task<(int Code, string Errors)> CommandInAsync(
        IEnumerable<string> environment, string command, params string[] switches) =>
        CommandAsync(Start("env", [.. environment, "dotnet", Executable, command, .. switches]));

    private static async Task<(int Code, string Errors)> CommandAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = await process.StandardError.ReadToEndAsync(TestServer.Token);
        await process.WaitForExitAsync(TestServer.Token);
        return (process.ExitCode, errors);
    }

    /// <summary>What it writes from here on, to its end.</summary>
    public Task<string> RestAsync() => _process.StandardOutput.ReadToEndAsync(TestServer.Token);

    /// <summary>A channel that tries nothing again.</summary>
    public GrpcChannel Channel() => GrpcChannel.ForAddress(Address);

    /// <summary>Asks it to stop, as the system does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end. False: it is still there after that time.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Token);
        over.CancelAfter(time);
        await Task.WhenAny(_process.WaitForExitAsync(over.Token));
        return _process.HasExited;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    public static string Executable =>
        Repository.At("artifacts", "bin", "DiplomacyApi.Server", new DirectoryInfo(AppContext.BaseDirectory).Name,
            "DiplomacyApi.Server.dll");

    [GeneratedRegex(@" on (http://\S+)\.$")]
    private static partial Regex Serving();
}
