using System.Diagnostics;
using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace DiplomacyApi.Benchmarks;

/// <summary>
/// What idle watches cost, and what one that does not read costs the others. The watches run in a process of their own (`--watch ADDRESS`),
/// so that what is measured here is the server's alone.
/// </summary>
internal static class Watchers
{
    private const int PerConnection = 500;
    private const int Writes = 200;

    /// <summary>Prints the memory of a watch, and the delay from an answered write to a watch, without and with one that is stuck.</summary>
    public static async Task MeasureAsync(BenchmarkServer server, Uri address, int count, int rounds)
    {
        await Filling.FillAsync(server, 200);
        await DelaysAsync(server, 50);
        var before = Memory();
        using (var watching = Start(address, count))
        {
            await watching.StandardOutput.ReadLineAsync();
            var opened = Memory();
            Print($"{count:N0} idle watches, opened", before, opened, count);
            // Each tells its position every second; what they leave behind would show.
            await Task.Delay(TimeSpan.FromSeconds(30));
            Print($"{count:N0} idle watches, 30 s later", before, Memory(), count);
            watching.Kill();
            await watching.WaitForExitAsync();
        }

        var (alone, beside) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            alone.AddRange(await DelaysAsync(server, Writes));
            using var stuck = new StatementService.StatementServiceClient(GrpcChannel.ForAddress(address)).WatchStatements(new WatchStatementsRequest { Start = new WatchStart { FromEarliest = new() } });
            await stuck.ResponseHeadersAsync;
            beside.AddRange(await DelaysAsync(server, Writes));
        }
        Tell("no other watch", alone, alone);
        Tell("beside one that does not read", beside, alone);
    }

    /// <summary>Opens watches and keeps them until the process is ended.</summary>
    public static async Task WatchAsync(Uri address, int count)
    {
        var channels = Enumerable.Range(0, (count + PerConnection - 1) / PerConnection).Select(_ => GrpcChannel.ForAddress(address)).ToList();
        var calls = Enumerable.Range(0, count).Select(number => new StatementService.StatementServiceClient(channels[number / PerConnection]).WatchStatements(
            new WatchStatementsRequest { Start = new WatchStart { FromNow = new() }, ProgressInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) })).ToList();
        await Task.WhenAll(calls.Select(call => call.ResponseStream.MoveNext(CancellationToken.None)));
        Console.WriteLine("open");
        await Task.WhenAll(calls.Select(async call =>
        {
            await foreach (var _ in call.ResponseStream.ReadAllAsync()) { }
        }));
    }

    private static Process Start(Uri address, int count) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(Watchers).Assembly.Location, "--watch", address.ToString(), "--watchers", count.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;

    /// <summary>From the answer to a write to its message on a watch, in milliseconds; below 0 it came first.</summary>
    private static async Task<List<double>> DelaysAsync(BenchmarkServer server, int writes)
    {
        var client = new StatementService.StatementServiceClient(server.Channel(0));
        using var watch = new StatementService.StatementServiceClient(server.Channel(1)).WatchStatements(new WatchStatementsRequest { Start = new WatchStart { FromNow = new() } });
        await watch.ResponseStream.MoveNext(CancellationToken.None);
        var delays = new List<double>();
        for (var write = 0; write < writes; write++)
        {
            var began = Stopwatch.GetTimestamp();
            var told = watch.ResponseStream.MoveNext(CancellationToken.None);
            var remark = Filling.Remark(write, "");
            remark.Statement.Summaries[0].Text = new string('x', 9_000);
            await client.RecordStatementAsync(remark);
            while (await told && watch.ResponseStream.Current.Events.Count == 0) told = watch.ResponseStream.MoveNext(CancellationToken.None);
            delays.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return delays;
    }

    private static (long Managed, long Private) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true), process.PrivateMemorySize64);
    }

    private static void Print(string what, (long Managed, long Private) before, (long Managed, long Private) after, int count) => Console.WriteLine(
        $"{what}: {(after.Managed - before.Managed) / 1024.0 / count:N1} KiB of managed heap each, {(after.Private - before.Private) / 1024.0 / count:N1} KiB of private bytes each.");

    private static void Tell(string what, List<double> delays, List<double> floor)
    {
        delays.Sort();
        floor.Sort();
        Console.WriteLine($"write to watch, {what}: median {delays[delays.Count / 2]:N2} ms, tenth to ninetieth {delays[delays.Count / 10]:N2} – {delays[delays.Count * 9 / 10]:N2} ms, {delays[delays.Count / 2] / floor[floor.Count / 2]:N2} of the first.");
    }
}
