using System.Diagnostics;
using DiplomacyApi.Benchmarks.Loads;
using Grpc.Core;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>What one caller's costly reads do to others, and whether work goes on that nobody waits for any more.</summary>
internal static class Fairness
{
    private const int CostlyReads = 500;
    private const int PatientCallsMin = 50;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan WorkMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    public static IEnumerable<Measure> All(Workbench bench)
    {
        yield return Memory("memory", 300, "the most since the start, filling included");
        yield return Beside("busy-health", Requests.Health);
        yield return Beside("busy-get", Requests.Get(1));
        yield return new Measure("deadline", "ms", AfterDeadlineAsync) { Targets = [Target.AtMost(100)], Against = "work after a deadline of 0.3 s" };

        yield return Memory("memory-busy", 1_000, "the most since the start, with costly reads");

        Measure Memory(string name, double boundMegabytes, string of) =>
            new(name, "MB", _ => Task.FromResult(bench.Server.Process.PeakMemoryBytes / 1e6)) { Targets = [Target.AtMost(boundMegabytes)], Against = of, IsOnce = true };

        Measure Beside(string name, Call call) => new(name, "ms p99", cancel => BesideAsync(call, cancel))
        {
            Targets = [Target.AtMost(200)],
            Against = $"while one caller sends {CostlyReads} costly reads",
            IsOnce = bench.Options.IsQuick,
        };

        // What the slowest of a hundred calls takes while another caller's costly reads are open.
        async Task<double> BesideAsync(Call call, CancellationToken cancel)
        {
            using var other = new RawClient(bench.Server.Address);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var costly = Enumerable.Range(0, CostlyReads).Select(_ => IgnoreAsync(other.UnaryAsync(Requests.Costly, new CallOptions(cancellationToken: ending.Token)))).ToList();
            var (times, clock) = (new List<long>(), Stopwatch.StartNew());
            while ((times.Count < PatientCallsMin || clock.Elapsed < bench.Options.Burst) && clock.Elapsed < (bench.Options.IsQuick ? WaitMax / 5 : WaitMax))
            {
                var began = Stopwatch.GetTimestamp();
                // One that is not answered in time counts with the time that it waited.
                await IgnoreAsync(bench.Client.UnaryAsync(call, new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + WaitMax, cancellationToken: cancel)));
                times.Add((long)Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            }
            await ending.CancelAsync();
            await Task.WhenAll(costly);
            await UntilQuietAsync(cancel);
            return Percentiles.Of(times, 0.99) / 1_000.0;
        }

        // The processor time that the server goes on taking, counted from when the deadline has passed.
        async Task<double> AfterDeadlineAsync(CancellationToken cancel)
        {
            await IgnoreAsync(bench.Client.UnaryAsync(Requests.Endless, new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Deadline, cancellationToken: cancel)));
            return await UntilQuietAsync(cancel);
        }

        // In milliseconds.
        async Task<double> UntilQuietAsync(CancellationToken cancel)
        {
            var (clock, last) = (Stopwatch.StartNew(), 0.0);
            for (var before = bench.Server.Process.ProcessorTime; clock.Elapsed - TimeSpan.FromMilliseconds(last) < 10 * Look && clock.Elapsed < WorkMax;)
            {
                await Task.Delay(Look, cancel);
                var now = bench.Server.Process.ProcessorTime;
                // Half of one processor and more is work, less is what an idle server does.
                if (now - before > Look / 2) last = clock.Elapsed.TotalMilliseconds;
                before = now;
            }
            return last;
        }
    }

    private static async Task IgnoreAsync(Task<byte[]> call)
    {
        try
        {
            await call;
        }
        catch (RpcException)
        {
            // Refused, too late or cancelled: all are answers here.
        }
    }
}
