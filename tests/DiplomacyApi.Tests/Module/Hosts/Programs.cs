using System.Diagnostics;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Hosts;

/// <summary>What an ended program left.</summary>
internal sealed record Ended(int ExitCode, IReadOnlyList<string> Output, string Errors);

/// <summary>Runs programs of the module's world: a real PowerShell, and the Shell.</summary>
internal static class Programs
{
    private const string PwshVariable = "PWSH";

    /// <summary>
    /// The PowerShell that PWSH names, that <c>.ci/install</c> laid, or the one on the path; the test is skipped where there is none.
    /// </summary>
    public static string PwshOrSkip()
    {
        var named = Environment.GetEnvironmentVariable(PwshVariable);
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "pwsh"));
        var found = new[] { named, Repository.At(".ci", "tools", "pwsh") }
            .Concat(onPath).FirstOrDefault(path => path is not null && File.Exists(path));
        Assert.SkipWhen(found is null, "There is no PowerShell (pwsh) on this machine: .ci/install lays one.");
        return found!;
    }

    public static async Task<IReadOnlyList<string>> RunScriptAsync(
        string program, IReadOnlyList<string> arguments, string script, Dictionary<string, string> environment)
    {
        var file = Path.Combine(Path.GetTempPath(), $"diplomacy-test-{Path.GetRandomFileName()}.ps1");
        await File.WriteAllTextAsync(file, script, TestServer.Token);
        try
        {
            var ended = await RunAsync(program, [.. arguments, file], environment);
            Assert.True(ended.ExitCode == 0, $"exit code {ended.ExitCode}: {string.Join('\n', ended.Output)}\n{ended.Errors}");
            return ended.Output;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The Shell, as it is built beside the tests.</summary>
    public static Task<Ended> RunShellAsync(IReadOnlyList<string> arguments, Dictionary<string, string> environment)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return RunAsync("dotnet",
            [Repository.At("artifacts", "bin", "DiplomacyApi.Shell", configuration, "DiplomacyApi.Shell.dll"), .. arguments], environment);
    }

    public static async Task<Ended> RunAsync(string program, IReadOnlyList<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // What a PowerShell keeps of earlier ones it may find half written by another that starts at the same time, and dies of it.
        var cache = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
        start.Environment["XDG_CACHE_HOME"] = cache;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) =
            (process.StandardOutput.ReadToEndAsync(TestServer.Token), process.StandardError.ReadToEndAsync(TestServer.Token));
        try
        {
            await process.WaitForExitAsync(TestServer.Token);
            return new Ended(process.ExitCode, (await output).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries),
                await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }
            Directory.Delete(cache, recursive: true);
        }
    }
}
