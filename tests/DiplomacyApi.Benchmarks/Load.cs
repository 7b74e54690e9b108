using System.Diagnostics;

namespace DiplomacyApi.Benchmarks;

/// <summary>Runs one workload for a time, and tells its units a second.</summary>
internal static class Load
{
    public static async Task<double> RunAsync(Workload workload, TimeSpan time)
    {
        await CallAsync(workload, caller: 0, time / 10);
        var clock = Stopwatch.StartNew();
        var calls = await Task.WhenAll(Enumerable.Range(0, workload.Callers).Select(caller => Task.Run(() => CallAsync(workload, caller, time))));
        return calls.Sum() * workload.UnitsPerCall / clock.Elapsed.TotalSeconds;
    }

    private static async Task<long> CallAsync(Workload workload, int caller, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var calls = 0;
        for (; clock.Elapsed < time; calls++) await workload.Call(caller, calls);
        return calls;
    }
}
