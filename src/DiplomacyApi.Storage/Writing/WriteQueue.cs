using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// What waits for the writer, in a lane for each recorder. The next is taken from the lane that was served the fewest entries (fair
/// queueing), so that nobody waits behind all that another sent; within a lane in the order in which it came.
/// </summary>
internal sealed class WriteQueue(int requestsMax)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private TaskCompletionSource? _room;
    private long _arrivals;
    private int _requests;
    private bool _isClosed;

    /// <summary>Takes nothing more; what waits can still be taken.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Monitor.PulseAll(_lock);
            TellOfRoom();
        }
    }

    /// <summary>Puts it into the queue. Refuses QUEUE_FULL and SHUTTING_DOWN.</summary>
    public void Add(QueueItem item)
    {
        lock (_lock)
        {
            if (!TryAdd(item))
                throw new RefusedException(ErrorReason.QueueFull, "Too many writes are waiting; try again later, with the same request_id.")
                {
                    RetryAfter = Limits.PlaceDelay,
                };
        }
    }

    /// <summary>The same, once there is room.</summary>
    public async Task AddAsync(QueueItem item, CancellationToken ct)
    {
        while (true)
        {
            Task room;
            lock (_lock)
            {
                if (TryAdd(item)) return;
                room = (_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
            await room.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until something can be taken; false where nothing more comes.</summary>
    public bool Wait()
    {
        lock (_lock)
        {
            while (_requests == 0 && !_isClosed) Monitor.Wait(_lock);
            return _requests > 0;
        }
    }

    /// <summary>The next in turn; null where nothing waits.</summary>
    public QueueItem? Take()
    {
        lock (_lock)
        {
            if (_requests == 0) return null;
            // Work on the whole database comes after all that came before it.
            var first = _lanes.Values.MinBy(one => one.Next.Arrival)!;
            var lane = first.Next is MaintenanceItem
                ? first
                : _lanes.Values.Where(one => one.Next is not MaintenanceItem).MinBy(one => one.Served)!;
            var item = lane.Next;
            lane.Waiting.RemoveFirst();
            lane.Entries -= item.Entries;
            lane.Served += item.Entries;
            if (lane.Waiting.Count == 0) _lanes.Remove(item.Recorder);
            _requests--;
            TellOfRoom();
            return item;
        }
    }

    /// <summary>Puts back what was taken and not begun, to be taken first of what its recorders sent.</summary>
    public void PutBack(IEnumerable<QueueItem> items)
    {
        lock (_lock)
        {
            foreach (var item in items.Reverse())
            {
                var lane = LaneOf(item.Recorder);
                lane.Waiting.AddFirst(item);
                lane.Entries += item.Entries;
                lane.Served -= item.Entries;
                _requests++;
            }
        }
    }

    private bool TryAdd(QueueItem item)
    {
        if (_isClosed) throw WriterRefusals.Stopping();
        if (_requests >= requestsMax) return false;
        var lane = LaneOf(item.Recorder);
        if (lane.Entries > 0 && lane.Entries + item.Entries > Limits.QueueEntriesPerRecorderMax) return false;
        item.Arrival = ++_arrivals;
        lane.Waiting.AddLast(item);
        lane.Entries += item.Entries;
        _requests++;
        Monitor.Pulse(_lock);
        return true;
    }

    /// <summary>
    /// A recorder that comes counts as served as much as the one that was served least, so that having waited earns no credit.
    /// </summary>
    private Lane LaneOf(string recorder)
    {
        if (_lanes.TryGetValue(recorder, out var lane)) return lane;
        return _lanes[recorder] = new Lane { Served = _lanes.Count == 0 ? 0 : _lanes.Values.Min(one => one.Served) };
    }

    /// <summary>To those who wait to add something, all of whom try again.</summary>
    private void TellOfRoom()
    {
        _room?.SetResult();
        _room = null;
    }

    private sealed class Lane
    {
        public LinkedList<QueueItem> Waiting { get; } = [];

        public QueueItem Next => Waiting.First!.Value;

        /// <summary>The entries that wait in it.</summary>
        public int Entries { get; set; }

        /// <summary>The entries taken from it.</summary>
        public long Served { get; set; }
    }
}
