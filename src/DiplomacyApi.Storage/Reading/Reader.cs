using System.Data.Common;

namespace DiplomacyApi.Storage.Reading;

/// <summary>One connection of a store for reading, and the queries prepared on it.</summary>
internal abstract class Reader : IDisposable
{
    // Filters vary the text; past this many all are forgotten, and prepared again when they are needed.
    private const int PreparedMax = 64;

    private readonly Dictionary<string, PreparedQuery> _prepared = new(StringComparer.Ordinal);

    /// <summary>For queries that are asked for rarely.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>The query of a text, with its values as ?1, ?2, …</summary>
    public PreparedQuery Prepared(string sql)
    {
        if (_prepared.TryGetValue(sql, out var query)) return query;
        if (_prepared.Count >= PreparedMax) Forget();
        return _prepared[sql] = Prepare(sql);
    }

    /// <summary>Begins a transaction: what is read until its end is one and the same state.</summary>
    public abstract void Begin();

    /// <summary>Ends the transaction, which an error may have ended already.</summary>
    public abstract void End();

    /// <summary>Interrupts what runs on the connection at this moment, on whatever thread.</summary>
    public abstract void Interrupt();

    /// <summary>Whether an error is that of a query that was interrupted.</summary>
    public abstract bool IsInterrupted(Exception fault);

    /// <summary>Whether a query takes a round trip, so that one for several names costs less than one for each.</summary>
    public virtual bool IsRemote => false;

    /// <summary>Whether the connection can be used again.</summary>
    public virtual bool IsUsable => true;

    /// <summary>Whether an error says that the database was lost under the query, which another connection may still answer.</summary>
    public virtual bool IsBroken(Exception fault) => false;

    public virtual void Dispose() => Forget();

    protected abstract PreparedQuery Prepare(string sql);

    private void Forget()
    {
        foreach (var query in _prepared.Values) query.Dispose();
        _prepared.Clear();
    }
}
