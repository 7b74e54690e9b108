using System.Data.Common;

namespace DiplomacyApi.Storage.Reading;

/// <summary>
/// A reader for the time of some queries, which see one and the same state: they are one transaction, so that what an erasure derives again
/// meanwhile is not seen by half. Drivers do not end a query that runs, so that cancellation interrupts the connection.
/// </summary>
internal sealed class Lease : IDisposable
{
    /// <summary>
    /// An interrupt stops what runs at that moment, and not what begins after it; so it is made again until the reader is given back.
    /// </summary>
    private static readonly TimeSpan InterruptInterval = TimeSpan.FromMilliseconds(20);

    private readonly Readers _readers;
    private readonly Reader _reader;
    private readonly CancellationTokenRegistration _cancelled;
    private readonly Lock _lock = new();
    private readonly bool _isTransaction;
    private bool _isReturned;

    public Lease(Readers readers, Reader reader, bool isTransaction, CancellationToken ct)
    {
        (_readers, _reader, _isTransaction) = (readers, reader, isTransaction);
        try
        {
            if (isTransaction) _reader.Begin();
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
        // Whoever cancels must not wait for it: to interrupt may take a connection to a database.
        _cancelled = ct.UnsafeRegister(static lease => _ = Task.Run(((Lease)lease!).InterruptAsync), this);
    }

    /// <summary>For queries that are asked for rarely.</summary>
    public DbConnection Connection => _reader.Connection;

    /// <summary>Whether one query for several names costs less than one for each.</summary>
    public bool IsRemote => _reader.IsRemote;

    /// <summary>The query of a text, with its values as ?1, ?2, …</summary>
    public PreparedQuery Prepared(string sql) => _reader.Prepared(sql);

    /// <summary>Whether an error is that of a query that was interrupted.</summary>
    public bool IsInterrupted(Exception fault) => _reader.IsInterrupted(fault);

    /// <summary>Whether an error says that the database was lost under the query, which another connection may still answer.</summary>
    public bool IsBroken(Exception fault) => _reader.IsBroken(fault);

    public void Dispose()
    {
        _cancelled.Dispose();
        lock (_lock) _isReturned = true;
        try
        {
            if (_isTransaction) _reader.End();
        }
        finally
        {
            _readers.Return(_reader);
        }
    }

    private async Task InterruptAsync()
    {
        while (Interrupt()) await Task.Delay(InterruptInterval).ConfigureAwait(false);
    }

    private bool Interrupt()
    {
        // Whoever takes the reader next must not be interrupted.
        lock (_lock)
        {
            if (!_isReturned) _reader.Interrupt();
            return !_isReturned;
        }
    }
}
