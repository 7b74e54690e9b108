using DiplomacyApi.Domain;

namespace DiplomacyApi.Tests.Server.Monitoring;

/// <summary>A clock by which it is time to report the progress of long work whenever it is looked at.</summary>
internal sealed class HurryingTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _ticks, Limits.ProgressLineInterval.Ticks);
}
