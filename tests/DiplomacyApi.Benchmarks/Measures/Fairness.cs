using System.Diagnostics;
using DiplomacyApi.Benchmarks.Loads;
using DiplomacyApi.Benchmarks.Running;
using Grpc.Core;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>What one caller's costly reads do to others, and whether work goes on that nobody waits for any more.</summary>
internal static class Fairness
{
    private const int CostlyReads = 500;
    private const int PatientCallsMin = 50;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan WorkMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    public static IEnumerable<Measure> All(Workbench bench)
    {
        // Of few statements everything is read sooner.
        var deadline = TimeSpan.FromSeconds(bench.Options.IsQuick ? 0.05 : 0.3);
        var peak = 0L;
        yield return Beside("busy-health", Requests.Health);
        yield return Beside("busy-get", Requests.Get(1));
        yield return new Measure("deadline", "ms", AfterDeadlineAsync)
        {
            Targets = [Target.AtMost(100)],
            Against = $"work after a deadline of {deadline.TotalSeconds} s",
        };

        if (bench.Options.WantsAny("busy"))
            yield return new Measure("memory-busy", "MB", _ => Task.FromResult(peak / 1e6))
            {
                Targets = [Target.AtMost(1_000)],
                Against = "the most, with those costly reads",
                IsOnce = true,
            };

        Measure Beside(
            string name,
            Call call) => new(name, "ms p99", cancel =>
                AccessControl.WithTwoCallersAsync(bench, (one, other) => BesideAsync(call, one, other, cancel), cancel))
            {
                Targets = [Target.AtMost(200)],
                Against = $"while one caller sends {CostlyReads} costly reads",
                IsOnce = bench.Options.IsQuick,
            };

        // What the slowest of a hundred calls takes while another caller's costly reads are open.
        async Task<double> BesideAsync(Call call, Metadata costlyCaller, Metadata caller, CancellationToken cancel)
        {
            call.Check(await bench.Client.UnaryAsync(call, Within(WaitMax, cancel).WithHeaders(caller)));
            using var other = new RawClient(bench.Server.Address);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var costly = Enumerable.Range(0, CostlyReads)
                .Select(_ =>
                    IsAnsweredAsync(other.UnaryAsync(Requests.Costly, new CallOptions(costlyCaller, cancellationToken: ending.Token))))
                        .ToList();
            var (times, clock) = (new List<long>(), Stopwatch.StartNew());
            while ((times.Count < PatientCallsMin || clock.Elapsed < bench.Options.Burst)
                && clock.Elapsed < (bench.Options.IsQuick ? WaitMax / 5 : WaitMax))
            {
                var began = Stopwatch.GetTimestamp();
                var isAnswered = await IsAnsweredAsync(bench.Client.UnaryAsync(call, Within(WaitMax, cancel).WithHeaders(caller)));
                // One that is refused has not been served either.
                times.Add((long)(isAnswered ? Stopwatch.GetElapsedTime(began) : WaitMax).TotalMicroseconds);
            }
            await ending.CancelAsync();
            await Task.WhenAll(costly);
            peak = Math.Max(peak, bench.Server.Process.PeakMemoryBytes);
            return Percentiles.Of(times, 0.99) / 1_000.0;
        }

        // The processor time that the server goes on taking, counted from when the deadline has passed.
        async Task<double> AfterDeadlineAsync(CancellationToken cancel)
        {
            // A server that was started for the measures before looks through its index of words, and compiles what the read runs:
            // neither is work that a read goes on with.
            _ = await IsAnsweredAsync(bench.Client.UnaryAsync(Requests.Endless, Within(deadline, cancel)));
            await UntilQuietAsync(cancel);
            if (await IsAnsweredAsync(bench.Client.UnaryAsync(Requests.Endless, Within(deadline, cancel))))
                throw new RunException("The read was answered within its deadline; fill with more statements.");
            return await UntilQuietAsync(cancel);
        }

        // In milliseconds.
        async Task<double> UntilQuietAsync(CancellationToken cancel)
        {
            var (clock, last) = (Stopwatch.StartNew(), 0.0);
            for (var before = bench.Server.Process.ProcessorTime; clock.Elapsed - TimeSpan.FromMilliseconds(last) < 10 * Look
                && clock.Elapsed < WorkMax;)
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

    private static CallOptions Within(TimeSpan time, CancellationToken cancellationToken) =>
        new(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + time, cancellationToken: cancellationToken);

    // Not where it was refused, too late or cancelled.
    private static async Task<bool> IsAnsweredAsync(Task<byte[]> call)
    {
        try
        {
            await call;
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
