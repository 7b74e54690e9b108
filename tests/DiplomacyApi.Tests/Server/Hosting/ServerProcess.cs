using System.Diagnostics;
using System.Text.RegularExpressions;
using Grpc.Net.Client;

namespace DiplomacyApi.Tests.Server.Hosting;

/// <summary>The executable as an operator starts it, over a file of its own.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<ServerProcess> StartAsync(string folder, params string[] switches)
    {
        var start = new ProcessStartInfo("dotnet", [Executable, "serve", "--data", Path.Combine(folder, "journal.db"), "--port", "0", .. switches])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(TestServer.Token) is { } line)
            if (Serving().Match(line) is { Success: true } match)
                return new ServerProcess(process, new Uri(match.Groups[1].Value));
        await process.WaitForExitAsync(TestServer.Token);
        throw new InvalidOperationException($"The server ended with {process.ExitCode} before it served.");
    }

    /// <summary>Runs one of the operator's commands to its end.</summary>
    public static async Task<int> RunAsync(string folder, string command) => (await CommandAsync(command, "--data", Path.Combine(folder, "journal.db"))).Code;

    /// <summary>The same, with what it says on its errors.</summary>
    public static async Task<(int Code, string Errors)> CommandAsync(string command, params string[] switches)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Executable, command, .. switches]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = await process.StandardError.ReadToEndAsync(TestServer.Token);
        await process.WaitForExitAsync(TestServer.Token);
        return (process.ExitCode, errors);
    }

    /// <summary>A channel that tries nothing again.</summary>
    public GrpcChannel Channel() => GrpcChannel.ForAddress(Address);

    /// <summary>Tells it to stop, as the system does.</summary>
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

    private static string Executable =>
        Repository.At("artifacts", "bin", "DiplomacyApi.Server", new DirectoryInfo(AppContext.BaseDirectory).Name, "DiplomacyApi.Server.dll");

    [GeneratedRegex(@" on (http://\S+)\.$")]
    private static partial Regex Serving();
}
