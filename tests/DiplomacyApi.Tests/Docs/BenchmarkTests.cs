using System.Diagnostics;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Docs;

/// <summary>The benchmarks of docs/performance.md start, measure, and leave nothing behind.</summary>
public sealed class BenchmarkTests
{
    private const string Load = "h2load";

    [Fact]
    public async Task One_measure_is_taken_and_compared_with_its_floor()
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Any(folder => File.Exists(Path.Combine(folder, Load))),
            $"There is no {Load} (.ci/install brings it).");
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;

        var (code, printed) = await RunAsync(folder, "--quick", "--rounds", "1", "--only", "get-static");

        Assert.True(code == 0, printed);
        Assert.Matches(@"(?m)^get-static +[\d,.]+ calls/s +[\d,.]+ +[\d.]+ \([\d.]+–[\d.]+\) .*static statement\s*$", printed);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder, "diplomacy-benchmarks-*"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_option_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;

        var (code, printed) = await RunAsync(folder, "--fast");

        Assert.Equal(2, code);
        Directory.Delete(folder, recursive: true);
        Assert.Contains("Unknown option --fast; use --quick", printed, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Printed)> RunAsync(string temporary, params string[] arguments)
    {
        // The same configuration as that of the tests.
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var start = new ProcessStartInfo("dotnet",
            [Repository.At("artifacts", "bin", "DiplomacyApi.Benchmarks", configuration, "DiplomacyApi.Benchmarks.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = temporary;
        using var process = Process.Start(start)!;
        var (output, errors) =
            (process.StandardOutput.ReadToEndAsync(TestServer.Token), process.StandardError.ReadToEndAsync(TestServer.Token));
        await process.WaitForExitAsync(TestServer.Token);
        return (process.ExitCode, await output + await errors);
    }
}
