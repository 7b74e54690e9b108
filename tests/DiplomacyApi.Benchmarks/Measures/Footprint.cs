using System.Diagnostics;
using DiplomacyApi.Benchmarks.Loads;
using DiplomacyApi.Benchmarks.Running;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>What the server takes besides time: the disk, memory, allocations; and how long it takes to come up.</summary>
internal static class Footprint
{
    private const int AllocatingCalls = 500;

    /// <summary>Measured after the reads, before anything else is written.</summary>
    public static IEnumerable<Measure> All(Workbench bench)
    {
        yield return Allocated("alloc-empty", Requests.Journal);
        yield return Allocated("alloc-get", Requests.Get(1));
        yield return Allocated("alloc-page", Requests.Page);
        yield return Allocated("alloc-pending", Requests.Pending());
        yield return new Measure("start", "ms", StartAsync)
        {
            IsOnce = bench.Options.IsQuick,
            Other = StartFloorAsync,
            Against = "empty gRPC server",
            Targets = [Target.RatioAtMost(1.5)],
        };
        yield return new Measure("idle-memory", "MB", async cancel =>
        {
            await StartAsync(cancel);
            return bench.Server.Process.MemoryBytes / 1e6;
        })
        {
            Other = async cancel =>
            {
                using var floor = await FloorChild.StartAsync(bench.Folder, cancel);
                await floor.Client.VerifyAsync(FloorChild.Empty, cancel);
                return floor.Process.MemoryBytes / 1e6;
            },
            Against = "empty gRPC server",
            IsOnce = bench.Options.IsQuick,
            Targets = [Target.RatioAtMost(1.5)],
        };
        // A server that stops leaves no write-ahead log.
        yield return new Measure("disk", "KB/stmt", async cancel =>
        {
            var bytes = 0L;
            await bench.RestartServerAsync((data, token) =>
            {
                bytes = new FileInfo(data).Length + new FileInfo(data + ".search").Length;
                return ServerChild.StartAsync(data, token);
            }, cancel);
            return bytes / 1e3 / bench.Statements;
        })
        { Targets = [Target.AtMost(1.0)], Against = "journal and search", IsOnce = true };

        Measure Allocated(string name, Call call) => new(name, "B/call", async cancel =>
        {
            await bench.Client.VerifyAsync(call, cancel);
            var before = await bench.Server.AllocatedBytesAsync(cancel);
            await bench.Sender.RunOnceAsync(bench.Server.Address, [.. Enumerable.Repeat(call, AllocatingCalls)], Callers.One, cancel);
            return (await bench.Server.AllocatedBytesAsync(cancel) - before) / (double)AllocatingCalls;
        })
        { IsOnce = bench.Options.IsQuick };

        async Task<double> StartAsync(CancellationToken cancel)
        {
            var clock = new Stopwatch();
            await bench.RestartServerAsync((data, token) =>
            {
                clock.Start();
                return ServerChild.StartAsync(data, token);
            }, cancel);
            await bench.Client.VerifyAsync(Requests.Get(1), cancel);
            return clock.Elapsed.TotalMilliseconds;
        }

        async Task<double> StartFloorAsync(CancellationToken cancel)
        {
            var clock = Stopwatch.StartNew();
            using var floor = await FloorChild.StartAsync(bench.Folder, cancel);
            await floor.Client.VerifyAsync(FloorChild.Empty, cancel);
            return clock.Elapsed.TotalMilliseconds;
        }
    }
}
