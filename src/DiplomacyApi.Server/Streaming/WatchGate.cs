using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Server.Streaming;

/// <summary>Counts the watches that are open, bounds them, and knows how far each has come.</summary>
internal sealed class WatchGate
{
    private readonly ConcurrentDictionary<WatchPlace, bool> _places = [];
    private int _open;

    /// <summary>How many are open.</summary>
    public int Open => _open;

    /// <summary>How many entries the slowest of them is behind a revision; 0 where none is open.</summary>
    public long LagBehind(long revision) => _places.Keys.Select(place => revision - place.Revision).Where(lag => lag > 0).DefaultIfEmpty().Max();

    /// <summary>A place for one watch that begins at a head, until it is disposed.</summary>
    public WatchPlace Enter(long head)
    {
        if (Interlocked.Increment(ref _open) <= Limits.WatchesMax)
        {
            var place = new WatchPlace(this, head);
            _places[place] = true;
            return place;
        }
        Interlocked.Decrement(ref _open);
        throw new RefusedException(ErrorReason.TooManyWatches, $"{NumberText.Of(Limits.WatchesMax)} watches are open; close some, or watch with fewer, wider filters.") { RetryAfter = Limits.PlaceDelay };
    }

    /// <summary>Where one watch stands.</summary>
    internal sealed class WatchPlace(WatchGate gate, long head) : IDisposable
    {
        private long _revision = head;

        /// <summary>Up to where all that matches was sent.</summary>
        public long Revision { get => Volatile.Read(ref _revision); set => Volatile.Write(ref _revision, value); }

        public void Dispose()
        {
            gate._places.TryRemove(this, out _);
            Interlocked.Decrement(ref gate._open);
        }
    }
}
