using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Server.Lifetime;

/// <summary>Whether the server serves: not while it opens, migrates or rebuilds its journal, and not while it stops.</summary>
internal sealed class Readiness(IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly CancellationTokenSource _ready = new();
    private volatile Storage.JournalStore? _journal;
    private volatile bool _isDraining;

    /// <summary>Fires when the journal is open and served.</summary>
    public CancellationToken Ready => _ready.Token;

    /// <summary>Fires when the server must stop. Streams end then; writes in progress are answered.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>What health reports. A server that drains still answers, but should get no new callers.</summary>
    public bool IsServing => _journal is { Fatal.IsFaulted: false } && !_isDraining && !Stopping.IsCancellationRequested;

    /// <summary>The journal; null while it is not open.</summary>
    public Storage.JournalStore? OpenJournal => _journal;

    /// <summary>The journal. Refuses STARTING while it is not open.</summary>
    public Storage.JournalStore Journal =>
        _journal ?? throw new RefusedException(ErrorReason.Starting, "The server is starting; try again.");

    public void SetReady(Storage.JournalStore journal)
    {
        _journal = journal;
        _ready.Cancel();
    }

    /// <summary>Reports NOT_SERVING from now on, while calls are still answered.</summary>
    public void Drain() => _isDraining = true;

    public void Dispose() => _ready.Dispose();

    /// <summary>Refuses what begins while the server is not ready for it.</summary>
    public void Check()
    {
        if (Stopping.IsCancellationRequested)
            throw new RefusedException(ErrorReason.ShuttingDown, "The server is stopping; try again, with the same request_id.");
        _ = Journal;
    }
}
