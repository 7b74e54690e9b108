using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;

namespace DiplomacyApi.Server.Watching;

/// <summary>Counts the watches that are open, and bounds them.</summary>
internal sealed class WatchGate
{
    private int _open;

    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _open) <= Limits.WatchesMax) return new Place(this);
        Interlocked.Decrement(ref _open);
        throw new RefusedException(ErrorReason.TooManyWatches, $"{Figures.Of(Limits.WatchesMax)} watches are open; close some, or watch with fewer, wider filters.") { RetryAfter = Limits.PlaceDelay };
    }

    private sealed class Place(WatchGate gate) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref gate._open);
    }
}
