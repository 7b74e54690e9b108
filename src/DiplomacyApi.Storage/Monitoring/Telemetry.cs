using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Monitoring;

/// <summary>What can be watched of the journal, under the name <see cref="Name"/>.</summary>
public static class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "DiplomacyApi";

    private static readonly Meter Meter = new(Name);

    private static readonly ActivitySource Activities = new(Name);

    private static readonly UpDownCounter<int> QueueDepth =
        Meter.CreateUpDownCounter<int>("diplomacy.writer.queue.depth", "{request}", "Writes that wait for the writer.");

    private static readonly Histogram<int> GroupSize =
        Meter.CreateHistogram<int>("diplomacy.writer.group.size", "{entry}", "Entries committed together.");

    private static readonly Histogram<double> CommitTime =
        Meter.CreateHistogram<double>("diplomacy.writer.commit.duration", "s", "How long a commit takes, its sync included.");

    private static readonly Counter<int> ClockJumps =
        Meter.CreateCounter<int>("diplomacy.clock.jumps", "{jump}",
            "How often the clock was set, by more than a minute either way, while the log was open.");

    /// <summary>The clock is watched from now on: the count is told before the first jump.</summary>
    internal static void ClockWatched(ILogger logger) => Report(() => ClockJumps.Add(0), logger);

    internal static void ClockJumped(ILogger logger) => Report(() => ClockJumps.Add(1), logger);

    internal static void Queued(int change, ILogger logger) => Report(() => QueueDepth.Add(change), logger);

    internal static void Committed(int entries, DateTimeOffset started, TimeSpan took, ILogger logger) => Report(() =>
    {
        GroupSize.Record(entries);
        CommitTime.Record(took.TotalSeconds);
        using var activity = Activities.StartActivity("commit", ActivityKind.Internal, parentContext: default, startTime: started);
        activity?.SetEndTime((started + took).UtcDateTime);
    }, logger);

    /// <summary>Listeners run inline and are not ours; what they throw must not decide what becomes of a write or a call.</summary>
    public static void Report(Action report, ILogger logger)
    {
        try
        {
            report();
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            StorageLog.ListenerFailed(logger, failed);
        }
    }
}
