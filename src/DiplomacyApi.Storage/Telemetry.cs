using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DiplomacyApi.Storage;

/// <summary>What can be watched of the journal, under the name <see cref="Name"/>.</summary>
public static class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "DiplomacyApi";

    private static readonly Meter Meter = new(Name);

    internal static readonly ActivitySource Activities = new(Name);

    internal static readonly UpDownCounter<int> QueueDepth =
        Meter.CreateUpDownCounter<int>("diplomacy.writer.queue.depth", "{request}", "Writes that wait for the writer.");

    internal static readonly Histogram<int> GroupSize =
        Meter.CreateHistogram<int>("diplomacy.writer.group.size", "{entry}", "Entries committed together.");

    internal static readonly Histogram<double> CommitTime =
        Meter.CreateHistogram<double>("diplomacy.writer.commit.duration", "s", "How long a commit takes, its sync included.");
}
