using System.Diagnostics;
using Diplomacy.V1;
using DiplomacyApi.Benchmarks.Filling;
using DiplomacyApi.Benchmarks.Loads;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>What idle watches cost, and how soon a write reaches a watch, also beside one that does not read.</summary>
internal static class Watches
{
    private const int Idle = 1_000;
    private const int PerConnection = 500;
    private const int Writes = 50;

    public static IEnumerable<Measure> All(Workbench bench)
    {
        yield return new Measure("watch-idle", "KB each", IdleAsync) { Against = $"resident memory of {Idle:N0} watches" };
        yield return new Measure("watch-delay", "ms", cancel => DelayAsync(besideStuck: true, cancel))
        {
            Other = cancel => DelayAsync(besideStuck: false, cancel),
            Against = "without a watch beside it that does not read",
        };

        async Task<double> IdleAsync(CancellationToken cancel)
        {
            var before = bench.Server.Process.MemoryBytes;
            var clients = Enumerable.Range(0, Idle / PerConnection).Select(_ => new RawClient(bench.Server.Address)).ToList();
            var watches = Enumerable.Range(0, Idle).Select(number => clients[number / PerConnection].Stream(Requests.WatchNow, cancel))
                .ToList();
            await Task.WhenAll(watches.Select(watch => watch.ResponseStream.MoveNext(cancel)));
            var each = (bench.Server.Process.MemoryBytes - before) / 1e3 / Idle;
            foreach (var watch in watches) watch.Dispose();
            foreach (var client in clients) client.Dispose();
            return each;
        }

        // From the call of a write to its message on a watch; the median.
        async Task<double> DelayAsync(bool besideStuck, CancellationToken cancel)
        {
            using var other = new RawClient(bench.Server.Address);
            using var stuck = besideStuck ? other.Stream(Requests.Watch, cancel) : null;
            using var watch = bench.Client.Stream(Requests.WatchNow, cancel);
            await watch.ResponseStream.MoveNext(cancel);
            var times = new List<long>();
            for (var write = 0; write < Writes; write++)
            {
                var began = Stopwatch.GetTimestamp();
                await bench.Client.VerifyAsync(Requests.Record(Cases.Remark()), cancel);
                while (await watch.ResponseStream.MoveNext(cancel)
                    && WatchStatementsResponse.Parser.ParseFrom(watch.ResponseStream.Current).Events.Count == 0) { }
                times.Add((long)Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            }
            return Percentiles.Of(times, 0.5) / 1_000.0;
        }
    }
}
