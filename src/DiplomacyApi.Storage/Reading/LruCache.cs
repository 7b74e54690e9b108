namespace DiplomacyApi.Storage.Reading;

/// <summary>What was read lately, up to so many bytes; the least recently used goes first. Any thread may ask.</summary>
internal sealed class LruCache<TKey, TValue>(long bytesMax, Func<TKey, TValue, long> bytesOf)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = [];
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = [];
    private long _bytes;
    private int _clearings;

    /// <summary>
    /// How often it was cleared. Whoever reads in order to keep the result takes this before the read begins and gives it back with the
    /// result: what was read before a clearing is not kept after it.
    /// </summary>
    public int Clearings => Volatile.Read(ref _clearings);

    public TValue? Find(TKey key)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node)) return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <summary>Keeps a value instead of the former one, unless that is newer: a reader that began earlier may end later.</summary>
    public void Keep(TKey key, TValue value, int clearings, Func<TValue, bool> isNewer)
    {
        lock (_lock)
        {
            if (clearings != _clearings) return;
            if (_byKey.TryGetValue(key, out var former))
            {
                if (isNewer(former.Value.Value)) return;
                Remove(former);
            }
            _byKey[key] = _byUse.AddFirst((key, value));
            _bytes += bytesOf(key, value);
            while (_bytes > bytesMax) Remove(_byUse.Last!);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _clearings++;
            _byUse.Clear();
            _byKey.Clear();
            _bytes = 0;
        }
    }

    private void Remove(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        _byUse.Remove(node);
        _byKey.Remove(node.Value.Key);
        _bytes -= bytesOf(node.Value.Key, node.Value.Value);
    }
}
