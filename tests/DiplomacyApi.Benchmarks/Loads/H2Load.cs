using System.Globalization;
using System.Text.RegularExpressions;
using DiplomacyApi.Benchmarks.Running;

namespace DiplomacyApi.Benchmarks.Loads;

/// <summary>
/// Load from a program that sends the same bytes again and again and reads no reply (h2load of nghttp2). What it cannot see, whether an
/// answer is the one expected, is asked once before; that it stays so, the bytes received show.
/// </summary>
internal sealed partial class H2Load(string folder)
{
    private const string Program = "h2load";
    private static readonly TimeSpan LongestBurst = TimeSpan.FromSeconds(10);

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled => Tools.IsInstalled(Program);

    /// <summary>
    /// Loads for a time, and longer until so many calls are answered. Under load replies must have about as many bytes as the one that was
    /// verified; 0: they differ.
    /// </summary>
    public async Task<Burst> RunAsync(
        Uri address, Call call, Callers callers, TimeSpan time, int callsMin, int replyBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var burst = await RunOnceAsync(address, call, callers, time, replyBytes, cancellationToken);
            if (burst.Calls >= callsMin || (burst.Calls > 0 && time > LongestBurst)) return burst;
            if (time > LongestBurst) throw new RunException($"{call.Path}: no call was answered in {time.TotalSeconds:N0} s.");
            time *= 4;
        }
    }

    private async Task<Burst> RunOnceAsync(
        Uri address, Call call, Callers callers, TimeSpan time, int replyBytes, CancellationToken cancellationToken)
    {
        var body = Path.Combine(folder, "body");
        var log = Path.Combine(folder, "calls");
        await File.WriteAllBytesAsync(body, call.Framed(), cancellationToken);
        File.Delete(log);
        var printed = await Child.RunAsync(Program,
        [
            $"--clients={Text(callers.Connections)}", $"--max-concurrent-streams={Text(callers.PerConnection)}", "--threads=1",
            $"--duration={Text((int)time.TotalMilliseconds)}ms",
            "--window-bits=24", "--connection-window-bits=24", $"--log-file={log}", $"--data={body}",
            "--header=content-type: application/grpc", "--header=te: trailers", new Uri(address, call.Path).ToString(),
        ], cancellationToken);

        var (done, failed, errored) = (Number(printed, @"(\d+) done"), Number(printed, @"(\d+) failed"), Number(printed, @"(\d+) errored"));
        var other = Number(printed, @"(\d+) 3xx") + Number(printed, @"(\d+) 4xx") + Number(printed, @"(\d+) 5xx");
        var data = Number(printed, @"\((\d+)\) data");
        if (failed + errored + other > 0)
            throw new RunException($"{call.Path}: of {done} calls {failed + errored + other} failed.\n{printed}");
        if (replyBytes > 0 && done > 0 && data / (double)done is var each
                && Math.Abs(each - replyBytes - 5) > Math.Max(16, replyBytes / 10))
            throw new RunException($"{call.Path}: {each:N0} bytes a reply under load, and {replyBytes:N0} before.\n{printed}");
        return ReadLog(log);
    }

    // Begin, status and microseconds of each call. On a busy machine h2load ends later than it should, so that its own rate is too high.
    private static Burst ReadLog(string log)
    {
        var (times, begin, end) = (new List<long>(), long.MaxValue, long.MinValue);
        foreach (var line in File.ReadLines(log))
        {
            var fields = line.Split('\t');
            var (began, took) = (long.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[2], CultureInfo.InvariantCulture));
            (begin, end) = (Math.Min(begin, began), Math.Max(end, began + took));
            times.Add(took);
        }
        return new Burst(times.Count == 0 ? 0 : times.Count * 1e6 / (end - begin), times.Count,
            TimeSpan.FromMicroseconds(Percentiles.Of(times, 0.99)));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Number(string printed, string pattern) =>
        Regex.Match(printed, pattern) is { Success: true } match
            ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new RunException($"Unknown answer of {Program}:\n{printed}");
}
