using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Monitoring;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// Gives entries their record times, which never go back: what a clock that is wrong records stays. So the clock is held against the last
/// entry when the log is opened, and from then on against how much time has passed since, which no one sets.
/// </summary>
internal sealed class RecordClock
{
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private DateTimeOffset _wall;
    private long _timestamp;
    private bool _isAhead;
    private bool _isAheadReported;

    public RecordClock(TimeProvider time, Head head, bool isAccepted, ILogger logger)
    {
        (_time, _logger) = (time, logger);
        Telemetry.ClockWatched(logger);
        Begin(time.GetUtcNow());
        if (head.RecordTime is not { } last) return;
        if (last > _wall) StorageLog.HeadAhead(logger, last, _wall);
        _isAhead = !isAccepted && _wall - last > Limits.ClockAheadMax;
        if (_isAhead) StorageLog.ClockAhead(logger, _wall, last);
    }

    /// <summary>
    /// The time now, and when an entry is recorded that comes after a head: now in whole microseconds, which every store can keep, but
    /// never before the last entry.
    /// </summary>
    /// <exception cref="RefusedException">The clock is further ahead than a clock that is right can be.</exception>
    public (DateTimeOffset Now, DateTimeOffset RecordTime) After(Head head)
    {
        var now = _time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        _isAhead = _isAhead && now - head.RecordTime > Limits.ClockAheadMax;
        Check(now);
        return (now, head.RecordTime is { } last && last > now ? last : now);
    }

    private void Check(DateTimeOffset now)
    {
        var expected = _wall + _time.GetElapsedTime(_timestamp);
        var jump = now - expected;
        var isTooFar = _isAhead || jump > Limits.ClockJumpMax;
        if (jump.Duration() > Limits.ClockStepReportedMin && !_isAheadReported)
        {
            StorageLog.ClockJumped(_logger, expected, now);
            Telemetry.ClockJumped(_logger);
        }
        _isAheadReported = jump > Limits.ClockJumpMax;
        if (isTooFar)
            throw new RefusedException(ErrorReason.ClockAhead,
                $"The server's clock says {now:u}, which is implausibly far ahead; nothing was recorded. Its operator must correct the clock or, if it is right, restart the server with --accept-clock.");
        Begin(now);
    }

    private void Begin(DateTimeOffset now) => (_wall, _timestamp) = (now, _time.GetTimestamp());
}
