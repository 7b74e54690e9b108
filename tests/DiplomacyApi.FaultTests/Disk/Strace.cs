using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Disk;

/// <summary>
/// The words before a command that let strace change what its calls do, or list which it makes. The server itself stays our child.
/// </summary>
internal static partial class Strace
{
    // What changes a file, or what a folder says of it.
    private const string Changes = "pwrite64,fsync,fdatasync,ftruncate,rename,link,unlink";

    /// <summary>
    /// Makes some calls fail; those on some files alone, where they are named. Each thread counts its own calls, of each kind.
    /// </summary>
    public static string[] Injected(string calls, string fault, string when, params string[] files) =>
    [
        "strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", $"trace={calls}", .. files.SelectMany(file => new[] { "-P", file }), "-e",
        $"inject={calls}:{fault}:when={when}",
    ];

    /// <summary>Makes some calls on a file fail from now on, in a process that runs already, for as long as it runs.</summary>
    public static async Task AttachAsync(int process, string calls, string fault, string file)
    {
        string[] words = ["-f", "-p", process.ToString(CultureInfo.InvariantCulture), "-o", "/dev/null", "-e", $"trace={calls}", "-P", file,
            "-e", $"inject={calls}:{fault}"];
        var start = new ProcessStartInfo("strace", words) { RedirectStandardError = true };
        var strace = Process.Start(start)!;
        while (await strace.StandardError.ReadLineAsync(Faults.Token) is { } line
            && !line.Contains("attached", StringComparison.Ordinal)) { }
        Assert.False(strace.HasExited, "strace could not attach.");
    }

    /// <summary>Notes the calls that change something.</summary>
    public static string[] Noted(string log) => ["strace", "-D", "-f", "-qq", "-o", log, "-e", $"trace={Changes}"];

    /// <summary>Where a process can die that makes the calls that were noted.</summary>
    public static IReadOnlyList<Death> Deaths(string log) => [.. File.ReadLines(log)
        .Select(line => Call().Match(line)).Where(call => call.Success)
        .GroupBy(call => (Thread: call.Groups[1].Value, Name: call.Groups[2].Value))
        .GroupBy(calls => calls.Key.Name, calls => calls.Count())
        .SelectMany(counts => Enumerable.Range(1, counts.Max()).Select(number => new Death(counts.Key, number)))];

    [GeneratedRegex(@"^(\d+) +(\w+)\(")]
    private static partial Regex Call();
}

/// <summary>At the nth call of a kind that a thread makes.</summary>
internal sealed record Death(string Call, int Number)
{
    public string[] Under => Strace.Injected(Call, "signal=KILL", Number.ToString(CultureInfo.InvariantCulture));
}
