namespace DiplomacyApi.Storage.Watching;

/// <summary>
/// The newest of what watches are told, read and serialised once for all of them: a watch that stands within it is given the rest from
/// memory. It has a limit in bytes and not in watches; a watch that is behind it reads from the store, as do those that stand where it
/// stands.
/// </summary>
internal sealed class NewestItems<T>(Func<long, Watched<T>> read, long bytesMax)
    where T : IFramed
{
    private const long Nowhere = -1;

    private readonly SharedReads<Watched<T>> _older = new(read);
    private readonly Lock _lock = new();

    // All that was recorded past one revision and up to another.
    private readonly List<T> _items = [];
    private long _from = Nowhere;
    private long _through = Nowhere;
    private long _bytes;
    private Task<Watched<T>>? _next;
    private int _generation;

    /// <summary>What follows a revision, as far as one read goes. The head must be past it.</summary>
    public Task<Watched<T>> AfterAsync(long revision)
    {
        lock (_lock)
        {
            if (revision < _from) return _older.AfterAsync(revision);
            if (revision < _through) return Task.FromResult(Kept(revision));
            // Nobody watched for a while.
            if (revision > _through) BeginAt(revision);
            return _next ??= ReadOn();
        }
    }

    /// <summary>Forgets all: what was read may hold what was erased since.</summary>
    public void Forget()
    {
        lock (_lock) BeginAt(Nowhere);
        _older.Forget();
    }

    private void BeginAt(long revision)
    {
        // What is being read goes to those who wait for it, and is not kept.
        _generation++;
        _next = null;
        _items.Clear();
        (_from, _through, _bytes) = (revision, revision, 0);
    }

    private Task<Watched<T>> ReadOn()
    {
        var (after, generation) = (_through, _generation);
        return Task.Run(() =>
        {
            Watched<T>? got = null;
            try
            {
                return got = read(after);
            }
            finally
            {
                lock (_lock)
                    if (generation == _generation)
                    {
                        _next = null;
                        if (got is not null) Keep(got);
                    }
            }
        });
    }

    private void Keep(Watched<T> got)
    {
        _items.AddRange(got.Items);
        _bytes += got.Items.Sum(item => (long)item.Frame.Length);
        _through = got.Through;
        var gone = 0;
        // An entry goes with all its items.
        for (; gone < _items.Count && (_bytes > bytesMax || _items[gone].Revision == _from); gone++)
        {
            _bytes -= _items[gone].Frame.Length;
            _from = _items[gone].Revision;
        }
        _items.RemoveRange(0, gone);
    }

    private Watched<T> Kept(long revision)
    {
        var (first, end) = (0, _items.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (_items[middle].Revision <= revision) first = middle + 1;
            else end = middle;
        }
        return new(_items.GetRange(first, _items.Count - first), _through);
    }
}
