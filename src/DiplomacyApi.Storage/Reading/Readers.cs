using System.Collections.Concurrent;

namespace DiplomacyApi.Storage.Reading;

/// <summary>
/// Connections for reading, never more than a fixed number, kept open between queries with what is prepared on them. Each holds files or
/// sockets open, so that whoever finds none waits for one instead of opening another.
/// </summary>
internal sealed class Readers(Func<Reader> open, int readersMax) : IDisposable
{
    private readonly SemaphoreSlim _free = new(readersMax, readersMax);
    private readonly ConcurrentStack<Reader> _idle = [];
    private volatile bool _disposed;

    /// <summary>How many there are at most.</summary>
    public int Max => readersMax;

    /// <summary>How many are leased now.</summary>
    public int InUse => readersMax - _free.CurrentCount;

    /// <summary>
    /// A connection for one query or several. Whoever holds one must not ask for another: with all of them held so, each would wait for
    /// the rest. A cancelled caller waits no longer, and interrupts what runs on its connection.
    /// </summary>
    public Lease Lease(CancellationToken ct) => Lease(isTransaction: true, ct);

    /// <summary>The same; without a transaction it is for one query, which sees one state by itself.</summary>
    public Lease Lease(bool isTransaction, CancellationToken ct)
    {
        _free.Wait(ct);
        try
        {
            return new Lease(this, Idle() ?? open(), isTransaction, ct);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public void Return(Reader reader)
    {
        if (reader.IsUsable) _idle.Push(reader);
        else reader.Dispose();
        if (_disposed) CloseIdle();
        _free.Release();
    }

    public void Dispose()
    {
        _disposed = true;
        CloseIdle();
    }

    private Reader? Idle()
    {
        while (_idle.TryPop(out var reader))
        {
            if (reader.IsUsable) return reader;
            reader.Dispose();
        }
        return null;
    }

    private void CloseIdle()
    {
        while (_idle.TryPop(out var reader)) reader.Dispose();
    }
}
