using System.Diagnostics;
using Diplomacy.V1;
using DiplomacyApi.Benchmarks.Loads;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>A watch that begins with the first entry, until it has caught up; beside it the same messages, stored.</summary>
internal static class Streams
{
    public static IEnumerable<Measure> All(Workbench bench)
    {
        var (messages, events) = (new List<byte[]>(), 0);
        Call? floor = null;
        yield return new Measure("watch", "events/s", async cancel =>
            events / await TimeAsync(bench.Client, Requests.Watch, messages.Count, cancel))
        {
            Prepare = async cancel =>
            {
                using var call = bench.Client.Stream(Requests.Watch, cancel);
                var isCaughtUp = false;
                while (!isCaughtUp && await call.ResponseStream.MoveNext(cancel))
                {
                    messages.Add(call.ResponseStream.Current);
                    var response = WatchStatementsResponse.Parser.ParseFrom(messages[^1]);
                    (events, isCaughtUp) = (events + response.Events.Count, response.CaughtUp);
                }
            },
            Other = async cancel =>
                events / await TimeAsync(bench.Floor.Client, floor ??= bench.Floor.Stream(messages), messages.Count, cancel),
            Against = "static stream of its bytes",
        };
        yield return new Measure("memory", "MB", _ => Task.FromResult(bench.Server.Process.PeakMemoryBytes / 1e6))
        {
            Targets = [Target.AtMost(300)],
            Against = "the most since the start, filling and reads included",
            IsOnce = true,
        };
    }

    // In seconds, for so many messages.
    private static async Task<double> TimeAsync(RawClient client, Call call, int messages, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var stream = client.Stream(call, cancellationToken);
        for (var message = 0; message < messages; message++)
            if (!await stream.ResponseStream.MoveNext(cancellationToken))
                throw new Running.RunException($"The stream ended after {message} of {messages} messages.");
        return clock.Elapsed.TotalSeconds;
    }
}
