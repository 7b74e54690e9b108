namespace DiplomacyApi.Server.Streaming;

/// <summary>Tells many who wait that their time has come, with one timer for all of them.</summary>
internal sealed class SharedTimer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly SortedSet<Alarm> _alarms =
        new(Comparer<Alarm>.Create((one, other) => (one.Due, one.Number).CompareTo((other.Due, other.Number))));
    private long _number;

    public SharedTimer(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static timer => ((SharedTimer)timer!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for a time from now; whoever waits no longer disposes it.</summary>
    public Alarm Set(TimeSpan after)
    {
        lock (_lock)
        {
            var alarm = new Alarm(this, _time.GetTimestamp() + (long)(after.TotalSeconds * _time.TimestampFrequency), _number++);
            _alarms.Add(alarm);
            if (_alarms.Min == alarm) Arm();
            return alarm;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        lock (_lock)
        {
            for (var now = _time.GetTimestamp(); _alarms.Min is { } first && first.Due <= now; _alarms.Remove(first)) first.Ring();
            Arm();
        }
    }

    private void Arm()
    {
        if (_alarms.Min is not { } first) return;
        // Timers count whole milliseconds, and may ring a little early.
        var left = Math.Max(1, Math.Ceiling(_time.GetElapsedTime(_time.GetTimestamp(), first.Due).TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(left), Timeout.InfiniteTimeSpan);
    }

    private void Remove(Alarm alarm)
    {
        lock (_lock) _alarms.Remove(alarm);
    }

    /// <summary>One who waits.</summary>
    internal sealed class Alarm(SharedTimer timer, long due, long number) : IDisposable
    {
        // Whoever waits goes on elsewhere, and holds up none of the others.
        private readonly TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Due => due;

        public long Number => number;

        /// <summary>Ends when the time has come.</summary>
        public Task Rung => _rung.Task;

        public void Ring() => _rung.TrySetResult();

        public void Dispose() => timer.Remove(this);
    }
}
