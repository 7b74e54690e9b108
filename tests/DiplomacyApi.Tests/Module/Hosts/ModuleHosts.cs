using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Hosts;

/// <summary>Where scripts run that use the module.</summary>
public interface IModuleHost
{
    /// <summary>
    /// Runs a script in a new runspace with the module imported and connected, and gives the lines it puts out. Errors fail the test.
    /// </summary>
    static abstract Task<IReadOnlyList<string>> RunAsync(string script, Uri address);
}

/// <summary>A runspace of the tests' own process, with nothing but the engine's own cmdlets.</summary>
public sealed class HostedRunspace : IModuleHost
{
    public static Task<IReadOnlyList<string>> RunAsync(string script, Uri address) => Task.Run<IReadOnlyList<string>>(() =>
    {
        using var runspace = Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(ModuleHosts.Begin(address) + script);
        var output = shell.Invoke();
        Assert.Empty(shell.Streams.Error);
        return [.. output.Select(line => line.ToString())];
    });

    public static Runspace Open(PSHost? host = null)
    {
        // CreateDefault would look for snap-ins that a bare engine does not have.
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        var runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        return runspace;
    }
}

/// <summary>
/// A real PowerShell, where there is one: a few processes for the whole test run, each of which runs one script after the other in
/// runspaces of their own.
/// </summary>
public sealed class PwshRunspace : IModuleHost
{
    private const string End = "--end--";

    private const string Loop = """
        while ($null -ne ($file = [Console]::In.ReadLine())) {
            $shell = [powershell]::Create([initialsessionstate]::CreateDefault())
            try {
                $null = $shell.AddScript([IO.File]::ReadAllText($file))
                foreach ($line in $shell.Invoke()) { [Console]::Out.WriteLine([string]$line) }
                foreach ($problem in $shell.Streams.Error) { [Console]::Out.WriteLine("ERROR: $problem") }
            }
            catch { [Console]::Out.WriteLine("ERROR: $_") }
            finally { $shell.Runspace.Dispose(); $shell.Dispose() }
            [Console]::Out.WriteLine('--end--')
        }
        """;

    private const int ProcessesMax = 3;

    private static readonly SemaphoreSlim Free = new(ProcessesMax);
    private static readonly ConcurrentBag<Process> Idle = [];

    public static async Task<IReadOnlyList<string>> RunAsync(string script, Uri address)
    {
        var program = Programs.PwshOrSkip();
        await Free.WaitAsync(TestServer.Token);
        var file = Path.Combine(Path.GetTempPath(), $"diplomacy-test-{Path.GetRandomFileName()}.ps1");
        try
        {
            await File.WriteAllTextAsync(file, ModuleHosts.Begin(address) + script, TestServer.Token);
            var pwsh = Idle.TryTake(out var idle) ? idle : Start(program);
            var lines = await RunAsync(pwsh, file);
            Idle.Add(pwsh);
            Assert.DoesNotContain(lines, line => line.StartsWith("ERROR: ", StringComparison.Ordinal));
            return lines;
        }
        finally
        {
            File.Delete(file);
            Free.Release();
        }
    }

    private static async Task<List<string>> RunAsync(Process pwsh, string file)
    {
        try
        {
            var lines = new List<string>();
            await pwsh.StandardInput.WriteLineAsync(file);
            while (await pwsh.StandardOutput.ReadLineAsync(TestServer.Token) is { } line && line != End) lines.Add(line);
            return lines;
        }
        catch (OperationCanceledException)
        {
            // What it still puts out would be taken for the next script's.
            pwsh.Kill();
            throw;
        }
    }

    private static Process Start(string program)
    {
        // It ends by itself when the tests' end of its input does.
        var start = new ProcessStartInfo(program, ["-NoProfile", "-NonInteractive", "-Command", Loop])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "dumb";
        return Process.Start(start)!;
    }
}

internal static class ModuleHosts
{
    public static string Manifest { get; } = Repository.At("artifacts", "module", "DiplomacyApi", "DiplomacyApi.psd1");

    public static string Begin(Uri address) => $"Import-Module '{Manifest}' -ErrorAction Stop; Connect-DiplomacyApi {address} -SkipTest\n";
}
