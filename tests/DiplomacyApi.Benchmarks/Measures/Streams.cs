using System.Diagnostics;
using Diplomacy.V1;
using DiplomacyApi.Benchmarks.Loads;
using Google.Protobuf;

namespace DiplomacyApi.Benchmarks.Measures;

/// <summary>A watch that begins with the first entry, until it has caught up; beside it the same messages, stored.</summary>
internal static class Streams
{
    public static IEnumerable<Measure> All(Workbench bench)
    {
        var (messages, events) = (new List<byte[]>(), 0);
        Call? floor = null;
        yield return new Measure("watch", "events/s", async cancel =>
            events / await TimeAsync(bench.Client, Requests.Watch, cancel))
        {
            Prepare = async cancel =>
            {
                using var call = bench.Client.Stream(Requests.Watch, cancel);
                var isCaughtUp = false;
                while (!isCaughtUp && await call.ResponseStream.MoveNext(cancel))
                {
                    messages.Add(call.ResponseStream.Current);
                    events += WatchStatementsResponse.Parser.ParseFrom(messages[^1]).Events.Count;
                    isCaughtUp = IsCaughtUp(messages[^1]);
                }
            },
            Other = async cancel => events / await TimeAsync(bench.Floor.Client, floor ??= bench.Floor.Stream(messages), cancel),
            Against = "static stream of its bytes",
        };
        yield return new Measure("memory", "MB", _ => Task.FromResult(bench.Server.Process.PeakMemoryBytes / 1e6))
        {
            Targets = [Target.AtMost(300)],
            Against = "the most since the start, filling and reads included",
            IsOnce = true,
        };
    }

    // In seconds. How many messages the events come in is not the same each time.
    private static async Task<double> TimeAsync(RawClient client, Call call, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var stream = client.Stream(call, cancellationToken);
        do
        {
            if (!await stream.ResponseStream.MoveNext(cancellationToken))
                throw new Running.RunException("The stream ended before it had caught up.");
        }
        while (!IsCaughtUp(stream.ResponseStream.Current));
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Without parsing the events, which would take longer than to send them.</summary>
    private static bool IsCaughtUp(byte[] message)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == WatchStatementsResponse.CaughtUpFieldNumber) return input.ReadBool();
            input.SkipLastField();
        }
        return false;
    }
}
