using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Server.Streaming;

/// <summary>The watches that are open: how many, of at most a limit, and how far each has come; with the timer that they share.</summary>
internal sealed class OpenWatches(TimeProvider time) : IDisposable
{
    private readonly SharedTimer _timer = new(time);
    private readonly ConcurrentDictionary<OpenWatch, bool> _watches = [];
    private int _count;

    public int Count => _count;

    /// <summary>How many entries the slowest of them is behind a revision; 0 if none is open.</summary>
    public long LagBehind(long revision) =>
        _watches.Keys.Select(watch => revision - watch.Revision).Where(lag => lag > 0).DefaultIfEmpty().Max();

    /// <summary>Registers a watch that begins at a head, until it is disposed. Refuses TOO_MANY_WATCHES.</summary>
    public OpenWatch Register(long head)
    {
        if (Interlocked.Increment(ref _count) <= Limits.WatchesMax)
        {
            var watch = new OpenWatch(this, head);
            _watches[watch] = true;
            return watch;
        }
        Interlocked.Decrement(ref _count);
        throw new RefusedException(ErrorReason.TooManyWatches,
            $"{NumberText.Of(Limits.WatchesMax)} watches are open; close some, or watch with fewer, wider filters.")
        {
            RetryAfter = Limits.PlaceDelay,
        };
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>One open watch.</summary>
    internal sealed class OpenWatch(OpenWatches all, long head) : IDisposable
    {
        private long _revision = head;

        /// <summary>The revision up to which everything that matches has been sent.</summary>
        public long Revision { get => Volatile.Read(ref _revision); set => Volatile.Write(ref _revision, value); }

        /// <summary>Waits for a time from now, by the timer of all watches.</summary>
        public SharedTimer.Alarm SetAlarm(TimeSpan after) => all._timer.Set(after);

        public void Dispose()
        {
            all._watches.TryRemove(this, out _);
            Interlocked.Decrement(ref all._count);
        }
    }
}
