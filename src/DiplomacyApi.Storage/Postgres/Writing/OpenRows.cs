namespace DiplomacyApi.Storage.Postgres.Writing;

/// <summary>
/// Rows that are current from the entry that opened them, and that wait to be sent. A later entry may close them before: then they are
/// changed where they wait, and go out closed.
/// </summary>
/// <typeparam name="TKey">What tells which rows an entry closes: all that are current of a key.</typeparam>
internal sealed class OpenRows<TKey>(RowArrays rows)
    where TKey : notnull
{
    private readonly Dictionary<TKey, (int From, int Until)> _current = [];

    /// <summary>Begins what is current of a key from now on. Its rows follow one after the other.</summary>
    public void Begin(TKey key) => _current[key] = (rows.Count, rows.Count);

    /// <summary>A row of the key that began last, to which its values are to be added.</summary>
    public RowArrays Row(TKey key)
    {
        _current[key] = _current[key] with { Until = rows.Count + 1 };
        return rows;
    }

    /// <summary>The row of a key that has one.</summary>
    public int? Find(TKey key) => _current.TryGetValue(key, out var found) ? found.From : null;

    /// <summary>Closes the rows of a key; false where none of them wait, so that they are in the table.</summary>
    public bool TryClose(TKey key, long revision)
    {
        if (!_current.Remove(key, out var found)) return false;
        for (var row = found.From; row < found.Until; row++) rows.Set(row, "rev_until", revision);
        return true;
    }

    public void Clear() => _current.Clear();
}
