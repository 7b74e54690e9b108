namespace DiplomacyApi.Storage.Reading;

/// <summary>Reads one row of what a query finds.</summary>
internal delegate T RowReader<out T>(Rows row);

/// <summary>
/// A query prepared once on a connection of a store. Its values ?1, ?2, … are bound by their places; it runs once at a time, and its rows
/// are read one after the other, each where it lies.
/// </summary>
internal abstract class PreparedQuery : IDisposable
{
    /// <summary>Binds the values and runs it; the rows are read until what is returned is disposed.</summary>
    public Rows Run(params ReadOnlySpan<object?> values)
    {
        Begin(values);
        return new Rows(this);
    }

    /// <summary>The same of one statement by its name, which is asked for most: a store may bind it without boxing.</summary>
    public virtual Rows Run(string name, long revision) => Run([name, revision]);

    /// <summary>Reads what it finds as a whole.</summary>
    public List<T> ToList<T>(RowReader<T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Run(values);
        var found = new List<T>();
        while (rows.Read()) found.Add(read(rows));
        return found;
    }

    public abstract void Dispose();

    /// <summary>Binds strings, numbers, flags, bytes and null, and begins to run.</summary>
    protected abstract void Begin(ReadOnlySpan<object?> values);

    /// <summary>Goes to the next row; false where there is none.</summary>
    internal abstract bool Read();

    internal abstract bool IsNull(int column);

    internal abstract long Number(int column);

    internal abstract string Text(int column);

    internal abstract ReadOnlySpan<byte> Blob(int column);

    /// <summary>Ends a run, after which it can run again.</summary>
    internal abstract void End();
}

/// <summary>The rows of one run.</summary>
internal readonly ref struct Rows(PreparedQuery query)
{
    public bool Read() => query.Read();

    public bool IsNull(int column) => query.IsNull(column);

    public long Number(int column) => query.Number(column);

    public string Text(int column) => query.Text(column);

    /// <summary>The bytes as they lie in the row, until the next one is read; empty where there are none.</summary>
    public ReadOnlySpan<byte> Blob(int column) => query.Blob(column);

    public void Dispose() => query.End();
}
