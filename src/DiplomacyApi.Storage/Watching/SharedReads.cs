namespace DiplomacyApi.Storage.Watching;

/// <summary>
/// Reads of the log after a place, shared by all who stand there: of a thousand watches at one place one reads for all. What is read once
/// holds until something is erased, as the log is only added to.
/// </summary>
internal sealed class SharedReads<T>(Func<long, T> read)
{
    // Who is far behind mostly stands alone.
    private const int KeptMax = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Task<T>> _kept = [];
    private readonly Queue<long> _order = new();

    /// <summary>What was read may hold what was erased since.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _kept.Clear();
            _order.Clear();
        }
    }

    public Task<T> AfterAsync(long place)
    {
        lock (_lock)
        {
            // A read that failed is tried again.
            if (_kept.TryGetValue(place, out var task) && !task.IsFaulted) return task;
            if (task is null) _order.Enqueue(place);
            if (_order.Count > KeptMax) _kept.Remove(_order.Dequeue());
            return _kept[place] = Task.Run(() => read(place));
        }
    }
}
