using System.Diagnostics;

namespace DiplomacyApi.FaultTests.Running;

/// <summary>Programs of the system that some faults need. A test that lacks one is skipped by its name.</summary>
internal static class Tool
{
    public static void Need(string name) =>
        Assert.SkipUnless(Paths(name).Any(File.Exists), $"{name} is not installed.");

    public static async Task RunAsync(string name, params string[] words)
    {
        using var run = Process.Start(new ProcessStartInfo(name, words) { RedirectStandardError = true })!;
        var errors = await run.StandardError.ReadToEndAsync(Faults.Token);
        await run.WaitForExitAsync(Faults.Token);
        Assert.True(run.ExitCode == 0, $"{name} {string.Join(' ', words)}: {errors}");
    }

    private static IEnumerable<string> Paths(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name));
}
