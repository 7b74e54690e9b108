namespace DiplomacyApi.Server.Throttling;

/// <summary>
/// A limit for each caller and one for all callers together, of calls or of bytes. What is acquired is given back by disposing it. Both
/// limits are behind one lock: with the framework's limiters, chained, a call takes four locks and four objects for what is two additions
/// here.
/// </summary>
internal sealed class Quota(int each, int all, int waitingMax = 0)
{
    private readonly Lock _lock = new();
    private readonly Share _all = new(all);

    /// <summary>
    /// Those who hold something or wait; who does neither is forgotten, so that names that strangers make up do not pile up.
    /// </summary>
    private readonly Dictionary<string, Share> _each = new(StringComparer.Ordinal);

    /// <summary>
    /// Acquires an amount at once; null if there is not so much left, or others wait for it. More than the limit counts as all of it, and
    /// nothing as one.
    /// </summary>
    public IDisposable? TryAcquire(string who, long amount = 1)
    {
        lock (_lock) return TryTake(who, Counted(amount));
    }

    /// <summary>
    /// Waits for an amount, first come, first served, first among the caller's own and then among all; null if too many wait already.
    /// </summary>
    public ValueTask<IDisposable?> AcquireAsync(string who, long amount, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Waiting waiting;
        lock (_lock)
        {
            if (TryTake(who, Counted(amount)) is { } taken) return new(taken);
            var own = ShareOf(who);
            var wanted = new Taken(this, who, own, Counted(amount));
            var place = own.HasRoomFor(wanted.Amount) ? _all : own;
            if (place.Waiting.Count >= waitingMax) return default;
            waiting = new Waiting(wanted);
            if (place == _all) own.Amount += wanted.Amount;
            waiting.Stand(place);
            _each.TryAdd(who, own);
        }
        return new(WaitAsync(waiting, ct));
    }

    private int Counted(long amount) => (int)Math.Clamp(amount, 1, Math.Min(each, all));

    private Taken? TryTake(string who, int amount)
    {
        var own = ShareOf(who);
        if (!own.HasRoomFor(amount) || !_all.HasRoomFor(amount)) return null;
        own.Amount += amount;
        _all.Amount += amount;
        _each.TryAdd(who, own);
        return new Taken(this, who, own, amount);
    }

    private Share ShareOf(string who) => _each.GetValueOrDefault(who) ?? new Share(each);

    private async Task<IDisposable?> WaitAsync(Waiting waiting, CancellationToken ct)
    {
        using var cancelled = ct.UnsafeRegister(_ => Leave(waiting, ct), null);
        return await waiting.Task;
    }

    private void Leave(Waiting waiting, CancellationToken ct)
    {
        lock (_lock)
        {
            if (waiting.Place is not { } place) return;
            waiting.Leave();
            if (place == _all) waiting.Wanted.Own.Amount -= waiting.Wanted.Amount;
            GoOn(waiting.Wanted);
        }
        waiting.TrySetCanceled(ct);
    }

    private void GiveBack(Taken taken)
    {
        lock (_lock)
        {
            taken.Own.Amount -= taken.Amount;
            _all.Amount -= taken.Amount;
            GoOn(taken);
        }
    }

    /// <summary>Lets those go on who found no room before: the caller's own to the queue of all, and from there.</summary>
    private void GoOn(Taken left)
    {
        while (left.Own.Next() is { } next)
        {
            left.Own.Amount += next.Wanted.Amount;
            next.Leave();
            next.Stand(_all);
        }
        while (_all.Next() is { } next)
        {
            _all.Amount += next.Wanted.Amount;
            next.Leave();
            next.TrySetResult(next.Wanted);
        }
        if (left.Own is { Amount: 0, Waiting.Count: 0 }) _each.Remove(left.Who);
    }

    /// <summary>What of one limit is taken, and who waits for it.</summary>
    private sealed class Share(int limit)
    {
        public long Amount { get; set; }

        public LinkedList<Waiting> Waiting { get; } = [];

        public bool HasRoomFor(int amount) => Waiting.Count == 0 && Amount + amount <= limit;

        /// <summary>The first that waits, if there is room for it now.</summary>
        public Waiting? Next() => Waiting.First?.Value is { } first && Amount + first.Wanted.Amount <= limit ? first : null;
    }

    private sealed class Waiting(Taken wanted) : TaskCompletionSource<IDisposable?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        private LinkedListNode<Waiting>? _node;

        public Taken Wanted => wanted;

        /// <summary>Where it waits; null where it does no longer.</summary>
        public Share? Place { get; private set; }

        public void Stand(Share place) => (Place, _node) = (place, place.Waiting.AddLast(this));

        public void Leave()
        {
            Place!.Waiting.Remove(_node!);
            Place = null;
        }
    }

    private sealed class Taken(Quota quota, string who, Share own, int amount) : IDisposable
    {
        private bool _isGivenBack;

        public string Who => who;

        public Share Own => own;

        public int Amount => amount;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _isGivenBack, true)) quota.GiveBack(this);
        }
    }
}
